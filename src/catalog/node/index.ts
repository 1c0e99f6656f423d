/** Node's own modules. What runs in a server imports only this half of the catalog. */
import type { BlockingModule } from '../define.ts';
import { childProcess } from './child-process.ts';
import { crypto } from './crypto.ts';
import { dgram } from './dgram.ts';
import { ffi } from './ffi.ts';
import { fs } from './fs.ts';
import { globals } from './globals.ts';
import { inspector, inspectorPromises } from './inspector.ts';
import { module } from './module.ts';
import { process } from './process.ts';
import { sea } from './sea.ts';
import { sqlite } from './sqlite.ts';
import { tls } from './tls.ts';
import { util } from './util.ts';
import { v8 } from './v8.ts';
import { vm } from './vm.ts';
import { wasi } from './wasi.ts';
import { zlib } from './zlib.ts';

export const NODE_MODULES: readonly BlockingModule[] = [
  childProcess,
  crypto,
  dgram,
  ffi,
  fs,
  globals,
  inspector,
  inspectorPromises,
  module,
  process,
  sea,
  sqlite,
  tls,
  util,
  v8,
  vm,
  wasi,
  zlib,
];
