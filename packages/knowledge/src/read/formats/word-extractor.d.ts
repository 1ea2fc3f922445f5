/** What is used here of a package that brings no types. */
declare module 'word-extractor' {
  interface Options {
    /** Whether typographic quotes and dashes become plain ones. */
    filterUnicode: boolean;
  }

  interface Document {
    getBody(options: Options): string;
    getFootnotes(options: Options): string;
    getEndnotes(options: Options): string;
    getHeaders(options: Options & { includeFooters: boolean }): string;
    getFooters(options: Options): string;
    getAnnotations(options: Options): string;
    getTextboxes(options: Options & { includeHeadersAndFooters: boolean; includeBody: boolean }): string;
  }

  export default class WordExtractor {
    extract(source: Buffer): Promise<Document>;
  }
}
