/** How much of what was in scope has been read: what an answer to a question over everything is worth. */
export interface Coverage {
  /** Documents that the asker may see and that fit the filter. */
  documents: { in_scope: number; read: number };
  /** Passages of them. */
  passages: { in_scope: number; read: number };
  /** Files of the sources in scope that could not be read when they were last looked at; nothing of them was searched. Named to the owner only. */
  unreadable: { files: number; first: UnreadableFile[] };
  /** Statements that were found, each once, and in how many documents they stand. */
  found: { statements: number; documents: number };
  /** Words of the question that name documents, such as "handbook": only what stands in those was taken. */
  named: string[];
  /** Statements in documents that are not named so; they were left out. */
  elsewhere: number;
  /** Why not everything was read; null where it was. */
  stopped: 'time' | 'statements' | null;
}

export interface UnreadableFile {
  uri: string;
  /** Code and message of the error. */
  code: string;
  message: string;
}

/** The receipt in a line: "Read all 412 passages of 58 documents; 2 files could not be read." */
export function tellCoverage({ documents, passages, unreadable, named, elsewhere, stopped }: Coverage): string {
  const isWhole = passages.read === passages.in_scope && documents.read === documents.in_scope;
  const read = isWhole
    ? `Read all ${passages.read} passages of ${plural(documents.read, 'document')}`
    : `Read ${passages.read} of ${passages.in_scope} passages, ${documents.read} of ${documents.in_scope} documents`;
  const why = { time: ' (the time was up)', statements: ' (there are too many statements to tell)' };
  const left =
    elsewhere === 0 ? '' : `; ${elsewhere} more in documents that are not named "${named.join(' ')}" were left out`;
  const failed = unreadable.files === 0 ? '' : `; ${plural(unreadable.files, 'file')} could not be read`;
  return `${read}${stopped === null ? '' : why[stopped]}${left}${failed}.`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
