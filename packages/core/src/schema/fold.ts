const ascii = /^[\0-\x7f]*$/
const finalSigma = /\u03c2/g
/** Small letters of Cherokee: Unicode folds that script upwards. */
const cherokee = /[\u13f8-\u13fd\uab70-\uabbf]/g

/**
 * Text as it is compared (FLT-11): NFKC and full Unicode case folding, without any one language's own rules.
 * `fold(fold(text))` is `fold(text)`.
 */
export function fold(text: string): string {
  return ascii.test(text) ? text.toLowerCase() : foldFully(text)
}

// Composing may make a letter that folds again, so it repeats until nothing changes; no letter needs more than three rounds.
function foldFully(text: string): string {
  const folded = foldCase(text.normalize('NFKC')).normalize('NFKC')
  return folded === text ? folded : foldFully(folded)
}

// The dotless ı is no case of i outside of Turkic languages, though its capital is I: it stays what it is.
function foldCase(text: string): string {
  return text.includes('ı') ? text.split('ı').map(foldLetters).join('ı') : foldLetters(text)
}

function foldLetters(text: string): string {
  return text
    .toUpperCase()
    .toLowerCase()
    .replace(finalSigma, 'σ')
    .replace(cherokee, (letter) => letter.toUpperCase())
}
