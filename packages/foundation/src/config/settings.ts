import { z } from 'zod';
import { logLevels } from '../log/log.ts';

/** A number, or text that is one, as environment variables and flags are. */
const number = (range: z.ZodNumber) =>
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\s*-?\d+(?:\.\d+)?\s*$/, 'expected a number')
        .transform(Number),
    ])
    .pipe(range);

/** Texts as a list, or in one text with commas between, as environment variables are. */
const list = z.union([
  z.array(z.string().min(1)),
  z.string().transform((text) => text.split(',').filter((part) => part !== '')),
]);

/**
 * Every setting of Atelier, once: its key in `atelier.config.yaml`, its type, range and default, its sentence of
 * documentation. The environment variable is the key in capitals (`model.url` is ATELIER_MODEL_URL) unless `env` names
 * another. `docs/settings.md` is held against this list by a test.
 */
export const settingsSchema = z.strictObject({
  home: z.string().min(1).default('./.atelier').describe('Folder that holds everything Atelier keeps.'),
  secretKey: z
    .string()
    .min(32)
    .optional()
    .describe('Secret that seals the passwords of sources; unless set, a key file in the home does.'),
  server: z
    .strictObject({
      port: number(z.number().int().min(0).max(65_535))
        .default(8600)
        .meta({ env: 'ATELIER_PORT' })
        .describe('Port of `atelier up` on 127.0.0.1; 0 takes a free one.'),
      syncSeconds: number(z.number().int().min(0).max(86_400))
        .default(60)
        .describe('How often `atelier up` looks at folders without a schedule, in seconds; 0 only at the start.'),
    })
    .prefault({}),
  readers: z
    .strictObject({
      processes: number(z.number().int().min(1).max(64))
        .default(2)
        .describe('Child processes that read files side by side.'),
      timeoutSeconds: number(z.number().min(0.1).max(3600))
        .default(60)
        .describe('Longest time for reading one file, in seconds.'),
      memoryMb: number(z.number().int().min(64).max(65_536))
        .default(768)
        .describe('Most memory for reading one file, in MiB.'),
      maxFileMb: number(z.number().int().min(1).max(4096)).default(200).describe('Largest file that is read, in MiB.'),
      ocrTessdata: z
        .string()
        .min(1)
        .optional()
        .describe('Folder with the language data of Tesseract; without it, the usual places are looked at.'),
      ocrLanguages: z
        .string()
        .regex(/^\w+(?:\+\w+)*$/, 'expected languages of Tesseract, such as eng+deu')
        .default('eng')
        .describe('Languages that scans and pictures are recognized in, as Tesseract names them: eng+deu.'),
      passwords: list
        .optional()
        .describe('Passwords that are tried on protected files, in this order; best given by the environment.'),
    })
    .prefault({}),
  answers: z
    .strictObject({
      threshold: number(z.number().min(0).max(1))
        .default(0.3)
        .describe('How sure the built-in writer must be to answer, from 0 (always answers) to 1 (never does).'),
      passages: number(z.number().int().min(1).max(100))
        .default(12)
        .describe('Passages that a writer is given to read.'),
      unsupported: z
        .enum(['drop', 'mark'])
        .default('drop')
        .describe('What becomes of a sentence of a model that its sources do not bear out: drop it, or mark it.'),
    })
    .prefault({}),
  search: z
    .strictObject({
      logClicks: z
        .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
        .default(false)
        .describe('Keep which passages are opened for which search, for `atelier adapt search` to learn from.'),
    })
    .prefault({}),
  questions: z
    .strictObject({
      afterSync: z
        .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
        .default(true)
        .describe('Ask the saved questions again after every sync that changed something.'),
    })
    .prefault({}),
  model: z
    .strictObject({
      url: z.url().optional().describe('Base URL of an OpenAI-compatible API whose model writes the answers.'),
      name: z.string().min(1).optional().meta({ env: 'ATELIER_MODEL' }).describe('Name of that model.'),
      key: z.string().min(1).optional().describe('Key for that API; best given by the environment.'),
      timeoutSeconds: number(z.number().min(1).max(3600))
        .default(120)
        .describe('Longest wait for the whole answer of that model, in seconds.'),
    })
    .prefault({}),
  embedder: z
    .strictObject({
      kind: z
        .enum(['words', 'openai', 'onnx'])
        .default('words')
        .describe('What makes vectors of texts: words (ships), openai (an address), onnx (a folder).'),
      url: z.url().optional().describe('Base URL of an OpenAI-compatible API with embeddings; for the kind openai.'),
      key: z.string().min(1).optional().describe('Key for that API; best given by the environment.'),
      model: z.string().min(1).optional().describe('Name of the embedding model of that API.'),
      folder: z
        .string()
        .min(1)
        .optional()
        .describe('Folder of an embedding model with its ONNX file; for the kind onnx.'),
    })
    .prefault({}),
  reranker: z
    .strictObject({
      folder: z
        .string()
        .min(1)
        .optional()
        .describe('Folder of a cross-encoder with its ONNX file, which puts the best passages in order once more.'),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: z
        .enum(logLevels)
        .default('warn')
        .describe('Least level that is logged: trace, debug, info, warn, error, silent.'),
    })
    .prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;

export interface Setting {
  /** `model.url` */
  key: string;
  env: string;
  description: string;
  /** As written in documentation; undefined where there is none. */
  default: unknown;
}

/** The settings as a flat list, read off the schema. */
export const settings: readonly Setting[] = flatten(settingsSchema, '');

function flatten(schema: z.ZodObject, prefix: string): Setting[] {
  return Object.entries(schema.shape).flatMap(([name, value]) => {
    const key = `${prefix}${name}`;
    const inner = unwrap(value as z.ZodType);
    if (inner instanceof z.ZodObject) return flatten(inner, `${key}.`);
    const meta = (value as z.ZodType).meta() ?? {};
    const env =
      typeof meta['env'] === 'string'
        ? meta['env']
        : `ATELIER_${key.replaceAll(/[A-Z]/g, '_$&').replaceAll('.', '_').toUpperCase()}`;
    const parsed = (value as z.ZodType).safeParse(undefined);
    return [{ key, env, description: meta.description ?? '', default: parsed.success ? parsed.data : undefined }];
  });
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  return schema;
}
