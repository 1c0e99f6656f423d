/** Reading and writing data formats: time in proportion to the input, all of it at once. */
import { defineModule, type BlockingModule, type Row } from '../define.ts';
import { each } from '../rows.ts';

const IN_A_WORKER = 'Run it in a worker pool such as piscina.';

const csvParse = defineModule(
  'csv-parse/sync',
  { kind: 'cpu' },
  {
    parse: { severity: 'medium', instead: 'csv-parse.parse' },
  },
);
const csvStringify = defineModule(
  'csv-stringify/sync',
  { kind: 'cpu' },
  {
    stringify: { severity: 'medium', instead: 'csv-stringify.stringify' },
  },
);

const xlsx = defineModule(
  'xlsx',
  { kind: 'cpu', advice: IN_A_WORKER },
  {
    ...each(['read', 'readFile', 'readFileSync', 'write', 'writeFile', 'writeFileSync', 'writeFileXLSX', 'writeXLSX'], {
      severity: 'high',
      reason: 'parses or builds the whole workbook',
    }),
  },
);

const SIZED: Row = { severity: 'medium', owner: 'no-large-sync-work' };

const fastXmlParser = defineModule(
  'fast-xml-parser',
  { kind: 'cpu', advice: IN_A_WORKER },
  { 'XMLParser#parse': SIZED },
);

const marked = defineModule(
  'marked',
  { kind: 'cpu', advice: IN_A_WORKER },
  each(['marked', 'parse', 'parseInline'], SIZED),
);

const jsdom = defineModule(
  'jsdom',
  { kind: 'cpu', advice: IN_A_WORKER },
  {
    JSDOM: {
      severity: 'medium',
      trigger: 'new',
      owner: 'no-large-sync-work',
      reason: 'builds a whole browser window, then parses the document',
    },
  },
);

const pngjs = defineModule(
  'pngjs',
  { kind: 'cpu' },
  {
    'PNG.sync.read': { severity: 'high', instead: 'pngjs.PNG#parse' },
    'PNG.sync.write': { severity: 'high', instead: 'pngjs.PNG#pack' },
  },
);

const canvas = defineModule(
  'canvas',
  { kind: 'cpu', returns: { createCanvas: 'Canvas#' } },
  {
    'Canvas#toBuffer': {
      severity: 'high',
      advice: 'Pass a callback.',
      cases: [{ arg: 0, callback: true, severity: 'none' }],
    },
  },
);

const napiCanvas = defineModule(
  '@napi-rs/canvas',
  { kind: 'cpu', returns: { createCanvas: 'Canvas#' } },
  {
    'Canvas#encodeSync': { severity: 'high', instead: '@napi-rs/canvas.Canvas#encode' },
    'Canvas#toBuffer': { severity: 'high', instead: '@napi-rs/canvas.Canvas#encode' },
    'Canvas#toDataURL': { severity: 'high', instead: '@napi-rs/canvas.Canvas#toDataURLAsync' },
  },
);

const protobufjs = defineModule(
  'protobufjs',
  { kind: 'fs' },
  {
    loadSync: {
      severity: 'medium',
      instead: 'protobufjs.load',
      rewrite: { module: 'protobufjs', name: 'load', form: 'promise' },
    },
  },
);

const protoLoader = defineModule(
  '@grpc/proto-loader',
  { kind: 'fs' },
  {
    loadSync: {
      severity: 'medium',
      instead: '@grpc/proto-loader.load',
      rewrite: { module: '@grpc/proto-loader', name: 'load', form: 'promise' },
    },
  },
);

const qrImage = defineModule(
  'qr-image',
  { kind: 'cpu' },
  {
    imageSync: { severity: 'medium', advice: IN_A_WORKER },
  },
);

export const PARSING: readonly BlockingModule[] = [
  canvas,
  csvParse,
  csvStringify,
  fastXmlParser,
  jsdom,
  marked,
  napiCanvas,
  pngjs,
  protoLoader,
  protobufjs,
  qrImage,
  xlsx,
];
