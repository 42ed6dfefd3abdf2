/** Octets of a line before it is folded (RFC 5545, 3.1). */
const longestLine = 75

/** One property, folded at 75 octets and never within a character; no value can end its line. */
export function contentLine(name: string, value: string, parameters: Readonly<Record<string, string | undefined>> = {}): string {
  const named = Object.entries(parameters).flatMap(([key, each]) => (each === undefined ? [] : [`;${key}=${parameterText(each)}`]))
  return fold(`${name}${named.join('')}:${oneLine(value)}`)
}
/** Text as the value of a property. */
export function escapeText(text: string): string {
  return withoutControls(text.replace(/\r\n?/g, '\n').replace(/[\\;,]/g, '\\$&')).replace(/\n/g, '\\n')
}

function parameterText(text: string): string {
  const plain = oneLine(text).replace(/"/g, "'")
  return /[:;,]/.test(plain) ? `"${plain}"` : plain
}
function oneLine(text: string): string {
  return withoutControls(text.replace(/[\r\n]+/g, ' '))
}
// Control characters are not allowed anywhere; a half of a character pair has no octets.
function withoutControls(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[^\P{Cc}\t\n]/gu, '')
}
function fold(line: string): string {
  const lines: string[] = []
  let [current, octets] = ['', 0]
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) as number)
    if (octets + size > longestLine) {
      lines.push(current)
      current = ' '
      octets = 1
    }
    current += character
    octets += size
  }
  return [...lines, current].map((each) => `${each}\r\n`).join('')
}
function octetsOf(code: number): number {
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}
