import { defineModule } from '../define.ts';
import { calledBack, promised, withoutSuffix } from '../rows.ts';

const ONE_SHOT = [
  'brotliCompressSync',
  'brotliDecompressSync',
  'deflateRawSync',
  'deflateSync',
  'gunzipSync',
  'gzipSync',
  'inflateRawSync',
  'inflateSync',
  'unzipSync',
];

/** ZIP archives in memory. */
const ZIP = ['ZipBuffer#addSync', 'ZipBuffer#toBufferSync', 'ZipEntry.createSync', 'ZipEntry#contentSync'];

/** ZIP archives on disk. */
const ZIP_FILE = [
  'ZipFile#addEntrySync',
  'ZipFile#addSync',
  'ZipFile#closeSync',
  'ZipFile#compactSync',
  'ZipFile#deleteSync',
  'ZipFile#entriesSync',
  'ZipFile#forEachSync',
  'ZipFile#getSync',
  'ZipFile#valuesSync',
  'ZipFile.openSync',
];

/** Compression takes about 2 ms per MiB by gzip (10 MiB: 21 ms) and 10 ms per MiB by brotli. */
export const zlib = defineModule(
  'node:zlib',
  {
    kind: 'compression',
    returns: {
      'ZipBuffer#get': 'ZipEntry#',
      'ZipEntry.create': 'ZipEntry#',
      'ZipEntry.createSync': 'ZipEntry#',
      'ZipFile.open': 'ZipFile#',
      'ZipFile.openSync': 'ZipFile#',
      'ZipFile#get': 'ZipEntry#',
      'ZipFile#getSync': 'ZipEntry#',
    },
  },
  {
    ...calledBack('node:zlib', withoutSuffix(ONE_SHOT), { severity: 'medium' }),
    ...calledBack('node:zlib', withoutSuffix(['zstdCompressSync', 'zstdDecompressSync']), {
      severity: 'medium',
      since: '22.15.0',
    }),
    crc32: {
      severity: 'medium',
      kind: 'cpu',
      owner: 'no-large-sync-work',
      advice: 'Compute it chunk by chunk as the data streams in.',
      since: '20.15.0',
      cases: [{ arg: 0, type: 'string', severity: 'none' }],
    },

    createZipArchiveSync: { severity: 'medium', instead: 'zlib.createZipArchive', since: '26.8.0' },
    ...promised('node:zlib', withoutSuffix(ZIP), { severity: 'medium', since: '26.8.0' }),
    ...promised('node:zlib', withoutSuffix(ZIP_FILE), { severity: 'medium', kind: 'fs', since: '26.8.0' }),
  },
);
