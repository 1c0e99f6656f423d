/** Reads `settings.unblocked` once per configuration, and says what is wrong with it. */
import { Validator } from '@cfworker/json-schema';
import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';
import type { SharedConfigurationSettings } from '@typescript-eslint/utils/ts-eslint';
import { SHARED_PROPERTIES, type SharedOptions } from './shared-options.ts';

export type Settings = SharedOptions & {
  /** Whether reports, and what each file says, are kept from one run to the next. Default true. */
  cache?: boolean;
};

const PROPERTIES: Record<keyof Settings, JSONSchema4> = { ...SHARED_PROPERTIES, cache: { type: 'boolean' } };

const validator = new Validator(
  { type: 'object', properties: PROPERTIES, additionalProperties: false } as ConstructorParameters<typeof Validator>[0],
  '7',
  false,
);

const known = new WeakMap<object, Settings>();

/** @throws TypeError that names the setting, what is expected, and what came */
export function readSettings(settings: SharedConfigurationSettings): Settings {
  const own = settings['unblocked'];
  if (own === undefined) return {};
  if (typeof own !== 'object' || own === null)
    throw new TypeError(`settings.unblocked must be an object; got ${show(own)}.`);
  const before = known.get(own);
  if (before) return before;
  const { valid, errors } = validator.validate(own);
  if (!valid) throw new TypeError(describe(own, errors));
  known.set(own, own);
  return own;
}

interface ValidationError {
  readonly keyword: string;
  readonly instanceLocation: string;
  readonly error: string;
}

function describe(settings: object, errors: readonly ValidationError[]): string {
  // The first error that is not about a part of the settings is about the part itself.
  const deepest = errors.toSorted((a, b) => getDepth(b) - getDepth(a))[0];
  const keys = (deepest?.instanceLocation ?? '#').split('/').slice(1);
  const siblings = getProperties(keys.slice(0, -1));
  const last = keys.at(-1);
  if (last !== undefined && siblings && !(last in siblings)) {
    return `settings.unblocked.${keys.join('.')} is not a setting; there are ${Object.keys(siblings).join(', ')}.`;
  }
  const value = keys.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], settings);
  return `settings.unblocked.${keys.join('.')} is wrong: ${deepest?.error ?? 'not valid'} Got ${show(value)}.`;
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, object>>;
}

/** The settings that there are below some keys; undefined where there are none. */
function getProperties(keys: readonly string[]): ObjectSchema['properties'] {
  const top: ObjectSchema = { properties: PROPERTIES };
  return keys.reduce<ObjectSchema>((schema, key) => schema.properties?.[key] ?? {}, top).properties;
}

function getDepth({ instanceLocation }: ValidationError): number {
  return instanceLocation.split('/').length;
}

function show(value: unknown): string {
  return typeof value === 'bigint' ? `${String(value)}n` : JSON.stringify(value);
}
