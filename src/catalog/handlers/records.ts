import { type HandlerFacts, methods } from './define.ts';

/** Before or after what, and of how many records. */
const DEEDS =
  /^(?:before|after)(?:Bulk)?(?:Create|Delete|Destroy|Fetch|Find|Insert|Load|Remove|Save|Update|Upsert|Validate|Validation)(?:Many|One)?$/;

/** Whether a function is called so because it runs with each record that is read or written: `$beforeInsert`. */
export function isHookOfRecords(name: string): boolean {
  return DEEDS.test(name.replace(/^\$/, ''));
}

const HOOKS = ['Create', 'Destroy', 'Find', 'Save', 'Sync', 'Update', 'Upsert', 'Validate'].flatMap((deed) => [
  `before${deed}`,
  `after${deed}`,
]);

/** Where libraries for databases take what they run with each record that they read or write. */
export const RECORD_HANDLERS: readonly HandlerFacts[] = [
  {
    module: 'mongoose',
    roles: {
      Schema: 'handler',
      ...methods(['Schema#'], ['method', 'post', 'pre', 'static'], 'handler'),
      ...methods(['Schema#path()', 'Schema#virtual()'], ['get', 'set', 'validate'], 'handler'),
    },
  },
  { module: 'sequelize', roles: methods(['Model', 'Sequelize#', '#'], ['addHook', 'init', ...HOOKS], 'handler') },
  ...['mysql', 'pg', 'singlestore', 'sqlite'].map((name): HandlerFacts => ({
    module: `drizzle-orm/${name}-core`,
    roles: { customType: 'handler' },
  })),
];

/** What is kept in these belongs to each record, by module: `schema.methods.verify = function (password) { … }`. */
export const RECORD_MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['mongoose', ['Schema#methods', 'Schema#statics']],
]);

const INSERTED = ['BeforeInsert', 'AfterInsert'];
const LOADED = ['AfterLoad', 'OnLoad'];
const CREATED = ['BeforeCreate', 'AfterCreate'];
const CHANGED = ['BeforeUpdate', 'AfterUpdate', 'BeforeSave', 'AfterSave'];
const REMOVED = ['BeforeDelete', 'AfterDelete', 'BeforeDestroy', 'AfterDestroy', 'BeforeRemove', 'AfterRemove'];
const ALL = [...INSERTED, ...LOADED, ...CREATED, ...CHANGED, ...REMOVED];

/** Their decorators, by the module that exports them. */
export const RECORD_DECORATORS: ReadonlyMap<string, readonly string[]> = new Map([
  ...['typeorm', 'sequelize-typescript', '@mikro-orm/core'].map((module) => [module, ALL] as const),
  ['@adonisjs/lucid/orm', ALL.map((name) => name.charAt(0).toLowerCase() + name.slice(1))],
]);
