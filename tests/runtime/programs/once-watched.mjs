// Imported after `unblocked/register`: holds the program back until it is watched.
import { watched } from './watched.mjs';

await watched();
