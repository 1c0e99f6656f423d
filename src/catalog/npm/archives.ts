import { defineModule, type BlockingModule, type Row } from '../define.ts';
import { calledBack, each, promised, withoutSuffix } from '../rows.ts';

const MEDIUM: Row = { severity: 'medium' };

/** All of them return promises, or streams, unless told to be synchronous. */
const TAR = ['c', 'create', 'extract', 'list', 'r', 'replace', 't', 'u', 'update', 'x'];

const tar = defineModule(
  'tar',
  { kind: 'compression', advice: 'Leave out `sync`, and await the result.' },
  each(TAR, { severity: 'none', cases: [{ arg: 0, property: 'sync', is: [true], severity: 'high' }] }),
);

const admZip = defineModule(
  'adm-zip',
  { kind: 'compression', advice: 'Use a package that streams, such as yauzl, instead.', returns: { '': '#' } },
  {
    '': {
      severity: 'medium',
      trigger: 'new',
      reason: 'reads the whole archive',
      cases: [{ arg: 0, type: 'missing', severity: 'none' }],
    },
    ...each(['#extractEntryTo', '#test', '#updateFile'], MEDIUM),
    '#extractAllTo': { severity: 'high', instead: 'adm-zip#extractAllToAsync' },
    '#addLocalFile': { severity: 'medium', instead: 'adm-zip#addLocalFileAsync' },
    '#addLocalFolder': { severity: 'medium', instead: 'adm-zip#addLocalFolderPromise' },
    '#readAsText': { severity: 'medium', instead: 'adm-zip#readAsTextAsync' },
    '#readFile': { severity: 'medium', instead: 'adm-zip#readFileAsync' },
    '#toBuffer': {
      severity: 'medium',
      instead: 'adm-zip#toBufferPromise',
      cases: [{ arg: 0, callback: true, severity: 'none' }],
    },
    '#writeZip': { severity: 'medium', instead: 'adm-zip#writeZipPromise' },
  },
);

const fflate = defineModule(
  'fflate',
  { kind: 'compression' },
  calledBack(
    'fflate',
    withoutSuffix([
      ...['compressSync', 'decompressSync', 'deflateSync', 'gunzipSync', 'gzipSync', 'inflateSync', 'unzipSync'],
      ...['unzlibSync', 'zipSync', 'zlibSync'],
    ]),
    MEDIUM,
  ),
);

const pako = defineModule(
  'pako',
  { kind: 'compression' },
  {
    deflate: { severity: 'medium', instead: 'zlib.deflate' },
    deflateRaw: { severity: 'medium', instead: 'zlib.deflateRaw' },
    gzip: { severity: 'medium', instead: 'zlib.gzip' },
    inflate: { severity: 'medium', instead: 'zlib.inflate' },
    inflateRaw: { severity: 'medium', instead: 'zlib.inflateRaw' },
    ungzip: { severity: 'medium', instead: 'zlib.gunzip' },
  },
);

const snappy = defineModule(
  'snappy',
  { kind: 'compression' },
  promised('snappy', withoutSuffix(['compressSync', 'uncompressSync']), MEDIUM),
);

export const ARCHIVES: readonly BlockingModule[] = [admZip, fflate, pako, snappy, tar];
