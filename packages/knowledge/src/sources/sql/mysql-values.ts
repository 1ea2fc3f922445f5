import type { FieldPacket } from 'mysql2';
import type { SqlColumn, SqlValue } from './sql-client.ts';
import { binaryValue, floatValue, numberValue, timeValue } from './sql-value.ts';

/** Types as the protocol numbers them. */
const integers = new Set([1, 2, 3, 8, 9, 13]);
const floats = new Set([4, 5]);
const decimals = new Set([0, 246]);
const timestamp = 7;
const times = new Set([timestamp, 10, 12]);
const bits = 16;
const json = 245;
const geometry = 255;
/** The character set that stands for no characters. */
const binary = 63;

export type MysqlField = Pick<FieldPacket, 'name'> & {
  columnType?: number | undefined;
  characterSet?: number | undefined;
};

export function kindOfField({ columnType = -1, characterSet }: MysqlField): SqlColumn['kind'] {
  if (integers.has(columnType) || floats.has(columnType) || decimals.has(columnType) || columnType === bits)
    return 'number';
  if (columnType === geometry) return 'binary';
  const isText = characterSet !== binary || times.has(columnType) || columnType === json || columnType === 11;
  return isText ? 'text' : 'binary';
}

/** A value from the bytes that the server writes for it in the text protocol, with UTF-8 as the character set. */
export function mysqlValue(field: MysqlField, bytes: Buffer): SqlValue {
  const type = field.columnType ?? -1;
  if (type === bits) return numberValue(String(BigInt(`0x0${bytes.toString('hex')}`)));
  if (kindOfField(field) === 'binary') return binaryValue(bytes);
  const text = bytes.toString('utf8');
  if (integers.has(type) || decimals.has(type)) return numberValue(text);
  if (floats.has(type)) return floatValue(text);
  if (times.has(type)) return timeValue(type === timestamp ? `${text}Z` : text);
  return { text };
}
