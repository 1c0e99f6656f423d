/** The options that all rules about blocking calls share, as a type and as a JSON schema. */
import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';
import type { Severity } from '../../catalog/define.ts';
import type { Specifier } from './specifiers.ts';

export type BlockingSpecifier = Specifier & {
  /** What to call instead, for the message. */
  instead?: string;
  severity?: Severity;
  /** Why it blocks, for the message. */
  reason?: string;
};

export type ContextOptions = {
  /** Functions that run for each request, message or tick. */
  handlers?: Specifier[];
  /** Functions and decorators that take handlers. */
  registrars?: Specifier[];
  /** Functions that run, and run what they are given, before the program serves. */
  startup?: Specifier[];
  /** Functions that run, and run what they are given, on another thread or in another process. */
  offLoop?: Specifier[];
  /** Whether GraphQL resolvers count as handlers. */
  graphql?: boolean;
};

export type SharedOptions = {
  minSeverity?: Exclude<Severity, 'none'>;
  allow?: (string | Specifier)[];
  blocking?: BlockingSpecifier[];
  allowLazyInit?: boolean;
  entry?: string[];
  contexts?: ContextOptions;
  fix?: boolean;
};

export const DEFAULTS: Readonly<Required<SharedOptions>> = {
  minSeverity: 'low',
  allow: [],
  blocking: [],
  allowLazyInit: false,
  entry: [],
  contexts: {},
  fix: false,
};

const SEVERITY: JSONSchema4 = { type: 'string', enum: ['low', 'medium', 'high'] };
const TEXT: JSONSchema4 = { type: 'string', minLength: 1 };

function specifier(extra: Record<string, JSONSchema4>): JSONSchema4[] {
  return [
    {
      type: 'object',
      properties: { from: { type: 'string', enum: ['package'] }, package: TEXT, name: TEXT, ...extra },
      required: ['from', 'package', 'name'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: { from: { type: 'string', enum: ['file'] }, path: TEXT, name: TEXT, ...extra },
      required: ['from', 'path', 'name'],
      additionalProperties: false,
    },
  ];
}

const SPECIFIERS: JSONSchema4 = { type: 'array', items: { anyOf: specifier({}) }, uniqueItems: true };

/** Every option, with the description that the rule's page shows. */
export const SHARED_PROPERTIES: Record<keyof SharedOptions, JSONSchema4> = {
  minSeverity: { ...SEVERITY, description: 'Report calls of this severity and above (default: low)' },
  allow: {
    type: 'array',
    description: 'Calls that are permitted, by display name (`fs.existsSync`) or specifier',
    items: { anyOf: [TEXT, ...specifier({})] },
    uniqueItems: true,
  },
  blocking: {
    type: 'array',
    description: 'More functions that block, by specifier, with what to use `instead`',
    items: { anyOf: specifier({ instead: TEXT, severity: SEVERITY, reason: TEXT }) },
    uniqueItems: true,
  },
  allowLazyInit: {
    type: 'boolean',
    description: 'Permit calls that fill a variable once: `x ??= readFileSync(…)` (default: false)',
  },
  entry: {
    type: 'array',
    description: 'Files that only start the program, or are programs of their own, by path or glob',
    items: TEXT,
    uniqueItems: true,
  },
  contexts: {
    type: 'object',
    description: 'When functions run where the code does not tell, by specifier',
    properties: {
      handlers: SPECIFIERS,
      registrars: SPECIFIERS,
      startup: SPECIFIERS,
      offLoop: SPECIFIERS,
      graphql: { type: 'boolean' },
    },
    additionalProperties: false,
  },
  fix: {
    type: 'boolean',
    description: 'Apply with `--fix` what is else a suggestion, to migrate a codebase (default: false)',
  },
};
