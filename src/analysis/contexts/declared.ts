/** What users say of when code runs, where the code itself does not tell. */
import type { Role } from '../../catalog/handlers/index.ts';
import type { FileFacts, FunctionFact } from '../facts/types.ts';
import type { Target } from '../references/targets.ts';

export interface DeclaredContexts {
  /** Tells equal declarations from others. */
  readonly key: string;
  /** The last names of the functions that are declared: files that hold one take part. */
  readonly words: ReadonlySet<string>;
  /** The GraphQL resolvers of the project serve. */
  readonly graphql: boolean;
  /** What runs in the file, and serves nobody, only starts the program up. */
  isEntry(path: string): boolean;
  /** When functions run that the target is given, or that it decorates. */
  findRole(target: Target): Role | undefined;
  /** When a function of the project runs. */
  findOwnRole(file: FileFacts, fact: FunctionFact): OwnRole | undefined;
}

export type OwnRole = Extract<Role, 'handler' | 'startup' | 'elsewhere'>;
