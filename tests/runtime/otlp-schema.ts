import { Validator, type Schema } from '@cfworker/json-schema';

/** OTLP in JSON, as far as it is sent: anything beside it is an error, so that a misspelt field is found. */

const INT64: Schema = { type: 'string', pattern: '^\\d+$' };
const NANOS: Schema = { type: 'string', pattern: '^1[0-9]{18}$' };

function object(properties: object, required: readonly string[] = Object.keys(properties)): Schema {
  return { type: 'object', properties: { ...properties }, required: [...required], additionalProperties: false };
}

function list(items: Schema): Schema {
  return { type: 'array', items, minItems: 1 };
}

const VALUE: Schema = {
  oneOf: [
    object({ stringValue: { type: 'string' } }),
    object({ boolValue: { type: 'boolean' } }),
    object({ intValue: { type: 'string', pattern: '^-?\\d+$' } }),
    object({ doubleValue: { type: 'number' } }),
    object({ arrayValue: object({ values: { type: 'array' } }) }),
  ],
};
const ATTRIBUTES: Schema = { type: 'array', items: object({ key: { type: 'string', minLength: 1 }, value: VALUE }) };
const RESOURCE = object({ attributes: ATTRIBUTES });
const SCOPE = object({ name: { const: 'unblocked' }, version: { type: 'string' } });

const LOG_RECORD = object(
  {
    timeUnixNano: NANOS,
    observedTimeUnixNano: NANOS,
    severityNumber: { type: 'integer', minimum: 1, maximum: 24 },
    severityText: { type: 'string' },
    eventName: { type: 'string' },
    body: VALUE,
    attributes: ATTRIBUTES,
    traceId: { type: 'string', pattern: '^[0-9a-f]{32}$' },
    spanId: { type: 'string', pattern: '^[0-9a-f]{16}$' },
  },
  ['timeUnixNano', 'severityNumber', 'body', 'attributes'],
);

const TEXT: Schema = { type: 'string' };
const GAUGE_POINT = object({ attributes: ATTRIBUTES, timeUnixNano: NANOS, asDouble: { type: 'number' } });
const SUM_POINT = object({
  attributes: ATTRIBUTES,
  startTimeUnixNano: NANOS,
  timeUnixNano: NANOS,
  asDouble: { type: 'number' },
});
const HISTOGRAM_POINT = object({
  attributes: ATTRIBUTES,
  startTimeUnixNano: NANOS,
  timeUnixNano: NANOS,
  count: INT64,
  sum: { type: 'number' },
  bucketCounts: list(INT64),
  explicitBounds: list({ type: 'number' }),
});
const CUMULATIVE: Schema = { const: 2 };
const METRIC: Schema = {
  oneOf: [
    object({ name: TEXT, unit: TEXT, description: TEXT, gauge: object({ dataPoints: list(GAUGE_POINT) }) }),
    object({
      ...{ name: TEXT, unit: TEXT, description: TEXT },
      sum: object({ dataPoints: list(SUM_POINT), aggregationTemporality: CUMULATIVE, isMonotonic: { const: true } }),
    }),
    object({
      ...{ name: TEXT, unit: TEXT, description: TEXT },
      histogram: object({ dataPoints: list(HISTOGRAM_POINT), aggregationTemporality: CUMULATIVE }),
    }),
  ],
};

const SCHEMAS = {
  '/v1/logs': object({
    resourceLogs: list(
      object({ resource: RESOURCE, scopeLogs: list(object({ scope: SCOPE, logRecords: list(LOG_RECORD) })) }),
    ),
  }),
  '/v1/metrics': object({
    resourceMetrics: list(
      object({ resource: RESOURCE, scopeMetrics: list(object({ scope: SCOPE, metrics: list(METRIC) })) }),
    ),
  }),
};

/** What is wrong with the body of a request; nothing, if all is well. */
export function findFaults(signal: keyof typeof SCHEMAS, body: unknown): string[] {
  const { errors } = new Validator(SCHEMAS[signal], '2020-12', false).validate(body);
  return errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
}
