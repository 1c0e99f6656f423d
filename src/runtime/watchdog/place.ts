import type { Frame } from '../record.ts';

export interface Place {
  readonly frame: Frame;
  readonly caller?: Frame | undefined;
}

/** The innermost frame that most samples share and, inside a package, the application's line that led there. */
export function findPlace(frames: readonly Frame[]): Place | undefined {
  const start = frames.findIndex(({ share }) => share > 0.5);
  const frame = frames[start];
  if (frame === undefined) return undefined;
  const caller = isOfPackage(frame) ? frames.slice(start).find((other) => !isOfPackage(other)) : undefined;
  return { frame, caller };
}

function isOfPackage({ file }: Frame): boolean {
  return /[\\/]node_modules[\\/]/.test(file);
}
