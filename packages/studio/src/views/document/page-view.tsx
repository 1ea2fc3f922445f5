import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import type { ApiError } from '../../api/api-error.ts';
import { pageAddress, pageProblem } from '../../api/client.ts';
import type { DocumentText } from '../../api/types.ts';
import { Prose } from '../../components/prose.tsx';
import type { Range } from '../../text/mark-range.ts';
import { boxesOnPage } from '../../text/page-boxes.ts';

interface Props {
  document: DocumentText;
  page: number;
  range: Range | null;
  /** what stands there instead where the page has no picture */
  children: ReactNode;
  /** the picture or what stands instead has its size now */
  onShown: () => void;
}

/** A page as its file has it, with the blocks that the passage touches marked over it. Its key is the version and page. */
export function PageView({ document, page, range, children, onShown }: Props) {
  const [problem, setProblem] = useState<ApiError | null>(null);
  const address = pageAddress(document.document, document.version_id, page);
  if (problem) {
    return (
      <WithoutPicture problem={problem} onShown={onShown}>
        {children}
      </WithoutPicture>
    );
  }
  const boxes = boxesOnPage(document.blocks, page, range);
  return (
    <div className="page-sheet">
      <img
        src={address}
        alt={`Page ${page} of ${document.title}${boxes.length > 0 ? ', the passage marked' : ''}`}
        loading="lazy"
        onLoad={onShown}
        onError={() => void pageProblem(address).then(setProblem)}
      />
      <div className="page-marks">
        {boxes.map(({ left, top, width, height }, n) => (
          <mark
            key={n}
            style={{ left: percent(left), top: percent(top), width: percent(width), height: percent(height) }}
          />
        ))}
      </div>
    </div>
  );
}

const percent = (fraction: number): string => `${fraction * 100}%`;

interface WithoutPictureProps {
  problem: ApiError;
  children: ReactNode;
  onShown: () => void;
}

function WithoutPicture({ problem, children, onShown }: WithoutPictureProps) {
  const shown = useEffectEvent(onShown);
  useEffect(() => shown(), []);
  return (
    <>
      <p className="page-missing" role="status">
        <Prose text={reason(problem)} /> Here is the text instead.
      </p>
      {children}
    </>
  );
}

function reason({ code, message }: ApiError): string {
  switch (code) {
    case 'page_not_pictured':
      return 'This document cannot be shown by its pages.';
    case 'file_changed':
      return 'The file has changed since this version was read, so its pages can no longer be shown.';
    default:
      return message;
  }
}
