/**
 * ONNX models of a few bytes, written by hand: a file is messages of protocol buffers, and a message is fields, each a
 * number of the schema (onnx.proto) with how it is written, and its content.
 */

const varint = (value: number): Buffer => {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
};
const number = (field: number, value: number): Buffer => Buffer.concat([varint(field * 8), varint(value)]);
const bytes = (field: number, content: Buffer): Buffer =>
  Buffer.concat([varint(field * 8 + 2), varint(content.length), content]);
const text = (field: number, content: string): Buffer => bytes(field, Buffer.from(content, 'utf8'));
const message = (field: number, ...fields: Buffer[]): Buffer => bytes(field, Buffer.concat(fields));

const [float, int64] = [1, 7];

/** A tensor whose first sizes are only known when it runs. */
const value = (field: number, name: string, type: number, sizes: (string | number)[]): Buffer =>
  message(
    field,
    text(1, name),
    message(
      2,
      message(
        1,
        number(1, type),
        message(2, ...sizes.map((size) => message(1, typeof size === 'string' ? text(2, size) : number(1, size)))),
      ),
    ),
  );

const node = (operator: string, inputs: string[], output: string, ...attributes: Buffer[]): Buffer =>
  message(1, ...inputs.map((input) => text(1, input)), text(2, output), text(4, operator), ...attributes);

const wholeNumber = (name: string, given: number): Buffer => message(5, text(1, name), number(3, given), number(20, 2));
const wholeNumbers = (name: string, given: number[]): Buffer =>
  message(5, text(1, name), ...given.map((item) => number(8, item)), number(20, 7));

/** A row of numbers a token. */
const table = (name: string, rows: number[][]): Buffer =>
  message(
    5,
    number(1, rows.length),
    number(1, rows[0]?.length ?? 0),
    number(2, float),
    text(8, name),
    bytes(9, Buffer.from(Float32Array.from(rows.flat()).buffer)),
  );

const model = (...graph: Buffer[]): Buffer =>
  Buffer.concat([number(1, 7), message(8, text(1, ''), number(2, 11)), message(7, text(2, 'tiny'), ...graph)]);

const inputs = (): Buffer[] => [
  value(11, 'input_ids', int64, ['batch', 'length']),
  value(11, 'attention_mask', int64, ['batch', 'length']),
];

/** Gives every token the row of its number, whatever stands around it. */
export const embeddingModel = (rows: number[][]): Buffer =>
  model(
    node('Gather', ['rows', 'input_ids'], 'last_hidden_state'),
    table('rows', rows),
    ...inputs(),
    value(12, 'last_hidden_state', float, ['batch', 'length', rows[0]?.length ?? 0]),
  );

/** Gives a text the sum of what its tokens count. */
export const scoringModel = (counts: number[]): Buffer =>
  model(
    node('Gather', ['counts', 'input_ids'], 'counted'),
    node('ReduceSum', ['counted'], 'logits', wholeNumbers('axes', [1]), wholeNumber('keepdims', 0)),
    table(
      'counts',
      counts.map((count) => [count]),
    ),
    ...inputs(),
    value(12, 'logits', float, ['batch', 1]),
  );
