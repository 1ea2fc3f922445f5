import { useCallback, useEffect, useState } from 'react';
import { type ApiError, asApiError } from '../../api/api-error.ts';
import { listDocuments } from '../../api/client.ts';
import type { DocumentSummary } from '../../api/types.ts';

const pageSize = 200;

export interface AllDocuments {
  documents: DocumentSummary[];
  total: number;
  /** false until the last page is in; the filter sees only what is */
  complete: boolean;
  error: ApiError | null;
  forget: (document: string) => void;
}

/** Every document's row, page after page: the list shows the first while the rest is on its way. */
export function useAllDocuments(): AllDocuments {
  const [documents, setDocuments] = useState<DocumentSummary[]>([]);
  const [total, setTotal] = useState(0);
  const [complete, setComplete] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  useEffect(() => {
    const controller = new AbortController();
    const load = async () => {
      const rows: DocumentSummary[] = [];
      for (;;) {
        const page = await listDocuments(pageSize, rows.length, controller.signal);
        rows.push(...page.documents);
        setDocuments(rows.slice());
        setTotal(page.total);
        if (rows.length >= page.total || page.documents.length === 0) break;
      }
      setComplete(true);
    };
    load().catch((thrown: unknown) => {
      if (!controller.signal.aborted) setError(asApiError(thrown));
    });
    return () => controller.abort();
  }, []);

  const forget = useCallback((document: string) => {
    setDocuments((rows) => rows.filter((row) => row.document !== document));
    setTotal((count) => count - 1);
  }, []);
  return { documents, total, complete, error, forget };
}
