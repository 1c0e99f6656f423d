export interface Passage {
  keywords: string[];
  text: string;
}

/** Selects the passage with the most keywords in the question; the last one if there is none. */
export function selectPassage(passages: readonly Passage[], question: string): string {
  const words = question.toLowerCase();
  const score = ({ keywords }: Passage) => keywords.filter((keyword) => words.includes(keyword)).length;
  const best = passages.reduce((found, passage) => (score(passage) > score(found) ? passage : found));
  return (score(best) > 0 ? best : passages.at(-1))?.text ?? '';
}
