/** Is this package of the project made for pages? Its dependencies tell: some that draw on a page, none that serve. */
import fs from 'node:fs';
import path from 'node:path';
import { isRecord } from './workspace.ts';

const FOR_PAGES =
  /^(?:vue|nuxt|react-dom|react-scripts|preact|svelte|solid-js|ember-source|jquery|backbone|@angular\/core)$/;

const FOR_SERVERS =
  /^(?:express|fastify|koa|hono|restify|connect|polka|h3|nitropack|next|remix|ws|socket\.io|graphql-yoga|apollo-server.*|@(?:nestjs|hapi|fastify|koa|hono|apollo|remix-run|sveltejs|trpc|angular\/ssr)\/?.*|@types\/express)$/;

/** Where Nuxt keeps what runs on its server. */
const OF_SERVER = /(?:^|[\\/])(?:api|modules|server|serverMiddleware|server-middleware)[\\/]/;

/** @param root where the project begins: what is above it says nothing of its files */
export function isInPagePackage(file: string, root: string): boolean {
  const folder = findPackage(path.dirname(file), root);
  return folder !== undefined && isForPages(folder) && !OF_SERVER.test(path.relative(folder, file));
}

/** The folder of the package that a folder belongs to. */
function findPackage(folder: string, root: string): string | undefined {
  if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
  return folder.startsWith(root + path.sep) ? findPackage(path.dirname(folder), root) : undefined;
}

const known = new Map<string, boolean>();

function isForPages(folder: string): boolean {
  let answer = known.get(folder);
  if (answer === undefined) {
    const names = readDependencies(path.join(folder, 'package.json'));
    answer = names.some((name) => FOR_PAGES.test(name)) && !names.some((name) => FOR_SERVERS.test(name));
    known.set(folder, answer);
  }
  return answer;
}

function readDependencies(file: string): string[] {
  try {
    const manifest: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
    if (!isRecord(manifest)) return [];
    const { dependencies, devDependencies } = manifest;
    return [dependencies, devDependencies].flatMap((names) => (isRecord(names) ? Object.keys(names) : []));
  } catch {
    return [];
  }
}
