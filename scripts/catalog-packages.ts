/** What `verify-catalog.ts` has to know of the packages, each with its reason. */

/** Packages that others stand on without installing them, and versions other than the newest. */
export const EXTRA_PACKAGES: readonly string[] = ['@langchain/core', 'preact', 'prettier', 'react', 'typescript@6'];

/** The last major with another API, where it is still in wide use: the last one that `require` can load. */
export const OLDER_MAJORS: Readonly<Record<string, number>> = {
  del: 6,
  execa: 5,
  'find-up': 5,
  globby: 11,
  'load-json-file': 6,
  'locate-path': 6,
  'make-dir': 3,
  'node-fetch': 2,
  'opentype.js': 1,
  'path-exists': 4,
  'pkg-dir': 5,
  'read-chunk': 3,
  'read-pkg': 5,
  'read-pkg-up': 7,
  'shell-path': 2,
  'write-json-file': 4,
};

/**
 * What paths start from that no export leads to, because they stand on the result of a call, or on an instance whose
 * class is not exported or makes its methods in its constructor. JavaScript, with the module as `m`.
 */
export const EXAMPLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '@napi-rs/canvas': { 'Canvas#': 'm.createCanvas(1, 1)' },
  'adm-zip': { '#': 'new m.default()' },
  cosmiconfig: { 'cosmiconfig()': `m.cosmiconfig('x')`, 'cosmiconfigSync()': `m.cosmiconfigSync('x')` },
  deasync: { '()': 'm.default(() => {})' },
  execa: { '$()': 'm.$({})', '$.s()': 'm.$.s({})', '$.sync()': 'm.$.sync({})' },
  fdir: {
    'fdir#crawl()': `new m.fdir().crawl('.')`,
    'fdir#crawlWithOptions()': `new m.fdir().crawlWithOptions('.', {})`,
  },
  'libsodium-wrappers-sumo': { crypto_: 'await m.default.ready.then(() => m.default)' },
  lmdb: { 'RootDatabase#': `m.open({ path: 'lmdb' })` },
  'lowdb/node': { 'LowSync#': `m.JSONFileSyncPreset('lowdb.json', {})` },
  'make-synchronous': { '()': 'm.default(async () => {})' },
  'node-sqlite3-wasm': { 'Statement#': `new m.default.Database().prepare('select 1')` },
  postcss: { '().process()': `m.default([() => {}]).process('a {}', { from: undefined })` },
  'prompt-sync': { '()': 'm.default()' },
  'sonic-boom': {
    '#': `new m.default({ dest: '/dev/null' })`,
    'SonicBoom#': `new m.default.SonicBoom({ dest: '/dev/null' })`,
  },
  'sql.js': {
    '().Database#': 'new (await m.default()).Database()',
    '().Statement#': `new (await m.default()).Database().prepare('select 1')`,
  },
  synckit: { 'createSyncFn()': `m.createSyncFn(import.meta.resolve('synckit'))` },
  unified: { 'unified()': 'm.unified()' },
  yup: { 'object()': 'm.object()', 'string()': 'm.string()' },
  zx: { '$.sync()': 'm.$.sync({})' },
};

/** The same for calls that wait for the network, whose paths leave out the class. */
export const NETWORK_EXAMPLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '@anthropic-ai/sdk': { '#': `new m.default({ apiKey: 'x' })` },
  '@aws-sdk/client-bedrock-runtime': { '#': 'm.BedrockRuntimeClient.prototype' },
  '@aws-sdk/client-dynamodb': { '#': 'm.DynamoDBClient.prototype' },
  '@aws-sdk/client-s3': { '#': 'm.S3Client.prototype' },
  '@aws-sdk/client-sqs': { '#': 'm.SQSClient.prototype' },
  '@aws-sdk/lib-dynamodb': { '#': 'm.DynamoDBDocumentClient.prototype' },
  '@langchain/anthropic': { '#': 'm.ChatAnthropic.prototype' },
  '@langchain/aws': { '#': 'm.ChatBedrockConverse.prototype' },
  '@langchain/cohere': { '#': 'm.ChatCohere.prototype' },
  '@langchain/google-genai': { '#': 'm.ChatGoogleGenerativeAI.prototype' },
  '@langchain/google-vertexai': { '#': 'm.ChatVertexAI.prototype' },
  '@langchain/groq': { '#': 'm.ChatGroq.prototype' },
  '@langchain/mistralai': { '#': 'm.ChatMistralAI.prototype' },
  '@langchain/ollama': { '#': 'm.ChatOllama.prototype' },
  '@langchain/openai': { '#': 'm.ChatOpenAI.prototype' },
  ioredis: { '#': 'm.default.prototype' },
  mariadb: {
    'createConnection().': `m.createPool({ host: '127.0.0.1' })`,
    'createPool().': `m.createPool({ host: '127.0.0.1' })`,
  },
  mongodb: {
    '#db().collection().': 'm.Collection.prototype',
    '#db().collection().aggregate().': 'm.AggregationCursor.prototype',
    '#db().collection().find().': 'm.FindCursor.prototype',
  },
  mongoose: { 'model().': 'm.default.Model' },
  mysql2: { 'createConnection().': 'm.default.Connection.prototype', 'createPool().': 'm.default.createPool({})' },
  'mysql2/promise': {
    'createConnection().': 'm.default.PromiseConnection.prototype',
    'createPool().': 'm.default.createPool({})',
  },
  openai: { '#': `new m.default({ apiKey: 'x' })` },
  pg: { '#': 'm.default.Pool.prototype', '#connect().': 'm.default.Client.prototype' },
  redis: { 'createClient().': 'm.createClient()' },
  undici: { '#': 'm.Pool.prototype' },
};

/** Paths, by how they begin, of what cannot be loaded here: their names are looked for in the text of the package. */
export const UNLOADED: Readonly<Record<string, string>> = {
  'better-sqlite3:Statement#': 'the class is in the native part, which an install script builds',
  'better-sqlite3:#transaction()': 'an instance needs the native part, which an install script builds',
  '@prettier/sync:': 'its import did not end within 60 s here',
  'canvas:': 'the native part is built by an install script',
  'i2c-bus:': 'the native part is built by an install script',
  'node-hid:HID': 'the methods stand in the native part',
  'onoff:': 'the native part is built by an install script',
};
