/** What a rule reports of a file, as plain data that can be reported again. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

interface Edit {
  readonly range: Readonly<TSESTree.Range>;
  readonly text: string;
}

interface Message {
  readonly messageId: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly fix?: readonly Edit[];
}

export interface Report extends Message {
  readonly loc: Readonly<TSESTree.Position> | Readonly<TSESTree.SourceLocation>;
  readonly suggest?: readonly Message[];
}

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;
type Descriptor = TSESLint.ReportDescriptor<string>;
type Described = Pick<Descriptor, 'messageId' | 'data' | 'fix'>;

export interface Recorder<C extends Context> {
  /** Reports as the given one does. */
  readonly context: C;
  /** Undefined where ESLint did not ask for some change of the text, so that nobody knows it. */
  readonly getReports: () => readonly Report[] | undefined;
}

export function createRecorder<C extends Context>(context: C): Recorder<C> {
  const reports: (Report | undefined)[] = [];
  const report = (descriptor: Descriptor): void => {
    const own = watch(descriptor);
    const suggested = descriptor.suggest?.map((suggestion) => watch(suggestion));
    context.report({
      ...descriptor,
      ...own.descriptor,
      ...(suggested && { suggest: suggested.map((one) => one.descriptor) }),
    });
    const message = own.getMessage();
    const suggest = suggested?.map(({ getMessage }) => getMessage()) ?? [];
    const loc = 'node' in descriptor ? (descriptor.loc ?? descriptor.node.loc) : descriptor.loc;
    const isWhole = suggest.every((one) => one !== undefined);
    reports.push(message && isWhole ? { ...message, loc, suggest } : undefined);
  };
  return {
    context: Object.create(context, { report: { value: report } }) as C,
    getReports: () => (reports.every((one) => one !== undefined) ? reports : undefined),
  };
}

interface Watched<D extends Described> {
  readonly descriptor: D;
  /** To be asked when ESLint has asked for the change. */
  readonly getMessage: () => Message | undefined;
}

/** Sees how the text is to change: ESLint asks at once, and rules find that out only then. */
function watch<D extends Described>(descriptor: D): Watched<D> {
  const { messageId, data, fix } = descriptor;
  const message: Message = { messageId, ...(data && { data }) };
  if (!fix) return { descriptor, getMessage: () => message };
  let edits: readonly Edit[] | undefined;
  const watched: TSESLint.ReportFixFunction = (fixer) => {
    const made = fix(fixer);
    const all = made === null ? [] : Symbol.iterator in made ? [...made] : [made];
    edits = all.map(({ range, text }) => ({ range, text }));
    return all;
  };
  return { descriptor: { ...descriptor, fix: watched }, getMessage: () => edits && { ...message, fix: edits } };
}

export function reportAgain(context: Context, reports: readonly Report[]): void {
  for (const { loc, suggest = [], ...message } of reports) {
    context.report({ loc, ...toDescribed(message), suggest: suggest.map(toDescribed) } as Descriptor);
  }
}

function toDescribed({ fix, ...message }: Message): Described {
  if (!fix) return message;
  return { ...message, fix: (fixer) => fix.map(({ range, text }) => fixer.replaceTextRange(range, text)) };
}
