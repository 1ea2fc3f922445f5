import { parseAllDocuments } from 'yaml';
import { damaged } from '../read-failure.ts';
import { addData, type Data } from './data-blocks.ts';
import { decodeText } from './decode-text.ts';
import type { FormatReader } from './format-reader.ts';

/** YAML: values as they were written (1.10 stays 1.10), aliases and merge keys put in; several documents follow each other. */
export const readYaml: FormatReader = ({ bytes }, builder) => {
  const documents = parseAllDocuments(decodeText(bytes), {
    schema: 'failsafe',
    merge: true,
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: true,
  });
  for (const document of Array.isArray(documents) ? documents : []) {
    const [error] = document.errors;
    if (error !== undefined) {
      if (/call stack/.test(error.message)) throw damaged('it nests too many levels deep', error);
      const place = error.linePos?.[0] ?? { line: 1, col: 1 };
      throw damaged(`it is not YAML at line ${place.line}, column ${place.col} (${summary(error.message)})`, error);
    }
    if (document.contents !== null) addData(valueOf(document), builder);
  }
};

function valueOf(document: { toJS(options: { maxAliasCount: number }): unknown }): Data {
  try {
    return document.toJS({ maxAliasCount: 100 }) as Data;
  } catch (error) {
    if (error instanceof RangeError) throw damaged('it nests too many levels deep', error);
    throw damaged('its aliases multiply to more than any real document', error);
  }
}

/** The parser's reason without its picture of the place. */
const summary = (message: string): string => (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
