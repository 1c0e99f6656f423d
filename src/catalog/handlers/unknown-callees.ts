/** What a method most likely does with a function, by its name alone: for receivers that nothing is known about. */
import { FORGETTING, LISTENERS, ONE_TIME_LISTENERS, type Role, VERBS } from './define.ts';

/** Methods of arrays, iterators, maps, sets and strings: they call their argument before they return. */
const ITERATION = [
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'forEach',
  'map',
  'reduce',
  'reduceRight',
  'replace',
  'replaceAll',
  'some',
  'sort',
  'toSorted',
];

/** Methods of promises. */
const REACTIONS = ['then', 'catch', 'finally'];

/** Methods of browser drivers and worker pools, which send the source of the function away. */
const SENT_AWAY = [
  'evaluate',
  'evaluateAll',
  'evaluateHandle',
  'evaluateOnNewDocument',
  'addInitScript',
  '$eval',
  '$$eval',
  'executeScript',
  'waitForFunction',
];

/** Methods of the clients of brokers and queues, of observables, and of what watches files or records. */
const SUBSCRIPTIONS = ['consume', 'observe', 'observeChanges', 'onAny', 'subscribe', 'watch'];

/** Methods that say of what they take that it is called when there is something to tell. */
const REGISTRATIONS = [
  ...['addCallback', 'addHandler', 'addMethod'],
  ...['registerCallback', 'registerFilter', 'registerHandler', 'registerHelper', 'registerListener', 'registerMethod'],
];

/** The method by which Sequelize makes a model, whose options hold what it runs with each record. */
const MODELS = ['define'];

/** Methods that take what makes a part of a flow, as Node-RED does whenever one is deployed. */
const NODE_TYPES = ['registerType'];

/** Methods that take what Passport does with the user of each request. */
const SESSIONS = ['serializeUser', 'deserializeUser'];

/** Methods by which command-line tools register what a command does. */
const COMMANDS = ['action'];

/** Methods that take what is done once, before the program serves. */
const START_HOOKS = ['startup', 'onStartup', 'beforeStart'];

/** The method by which an application takes a plugin, which is run once. */
export const TAKES_PLUGIN = 'register';

/** Where command-line tools stand by convention: what they do is over before anything serves. */
export const COMMAND_FILES = /(?:^|[\\/])(?:(?:[\w.-]+-)?cli|bin|scripts?|migrations?|upgrades?|seeds?|seeders)[\\/]/;

/** Methods that start a server; their callback runs once it listens. */
export const START_SERVER: ReadonlySet<string> = new Set(['listen']);

/** The names of functions that get a program, or a part of one, ready to serve. */
export const START_NAMES =
  /^(?:main|start|startup|boot|bootstrap|init|initiali[sz]e|setup|launch|on(?:app|application|module|plugin|server|service)?(?:boot|bootstrap|init|ready|start|started|startup)|hook_init_(?:master|child)|preload|getStaticProps|getStaticPaths|generateStaticParams)$/i;

/** More arguments than these, and it is told what to work on: it starts nothing. */
export const MAX_START_ARGUMENTS = 2;

/** Names that say so only of a function which is told nothing: `startServer()`, `open()`, but not `open(name)`. */
export const START_NAMES_WITHOUT_ARGUMENTS =
  /^(?:connect|open|register|(?:start|init(?:iali[sz]e)?|setup|boot(?:strap)?|launch)(?:Up|With[A-Z]\w*|App|Application|Cluster|Database|Db|Process|Program|Server|Service))$/;

/** The names of functions by which a container makes what it hands out, once: those of NestJS's and Angular's providers. */
export const PROVIDER_NAMES = /^useFactory$/;

/** The names of functions that bring what is stored up to date, if they are told nothing: `migrateIfNeeded()`. */
export const MIGRATION_NAMES =
  /^(?:(?:run|apply|execute|perform)(?:Db|Database|Schema|Data)?Migrations?|migrate(?:If\w+|All|Up|Latest|ToLatest|Db|Database|Schema)?|(?:auto|maybe|try)Migrate\w*)$/i;

/** The names of functions that end one. */
export const STOP_NAMES = /^(?:stop|shutdown|dispose|destroy|teardown|onModuleDestroy|onApplicationShutdown)$/i;

/** The names of functions that keep what they are given until the process ends: `onProcessExit(flush)`. */
export const EXIT_HOOKS =
  /(?:^|\.)(?:add|at|before|on|register)_?(?:app|process|server)?_?(?:exit|quit|shutdown|termination)_?(?:callback|handler|hook|task)?$/i;

/** The role of a function argument by the name of the method that takes it. */
export const ROLES_BY_METHOD: ReadonlyMap<string, Role> = new Map<string, Role>([
  ...ITERATION.map((name) => [name, 'inline'] as const),
  ...REACTIONS.map((name) => [name, 'deferred'] as const),
  ...[...SENT_AWAY, ...FORGETTING].map((name) => [name, 'elsewhere'] as const),
  ...[...LISTENERS, ...SUBSCRIPTIONS, ...REGISTRATIONS, ...MODELS, ...NODE_TYPES, ...SESSIONS].map(
    (name) => [name, 'handler'] as const,
  ),
  ...ONE_TIME_LISTENERS.map((name) => [name, 'deferred'] as const),
  ...[...START_SERVER, ...COMMANDS, ...START_HOOKS].map((name) => [name, 'startup'] as const),
]);

/** The methods that make a route where their first argument is a path: `anything.get('/users', …)`. */
export const ROUTE_METHODS: ReadonlySet<string> = new Set([...VERBS, 'use']);

/** The methods that make a remote procedure of the function that they are given, and of nothing else. */
export const PROCEDURES: ReadonlySet<string> = new Set(['query', 'mutation', 'subscription']);

/** Events after which a program ends, or begins to serve: what listens to them runs no more than once for who listens. */
export const ROLES_BY_EVENT: ReadonlyMap<string, Role> = new Map<string, Role>([
  ...['beforeExit', 'uncaughtException', 'uncaughtExceptionMonitor', 'unhandledRejection'].map(
    (name) => [name, 'shutdown'] as const,
  ),
  ...['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGBREAK'].map(
    (name) => [name, 'shutdown'] as const,
  ),
  ['listening', 'startup'],
  ['ready', 'deferred'],
]);
