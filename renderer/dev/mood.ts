/** What the page is shown: chosen by the address, `?mood=failing&view=holdings`. */
export type Mood =
  | 'full'
  | 'empty'
  | 'no-targets'
  | 'conflicting'
  | 'failing'
  | 'loading'
  | 'stored'
  | 'live'
  | 'large'
  | 'many'
  | 'broken';

/** What the fixtures tell apart. */
export function fixtureMood(mood: Mood): 'failing' | 'stored' | 'full' {
  return mood === 'failing' || mood === 'stored' ? mood : 'full';
}
