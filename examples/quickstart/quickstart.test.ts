import { expect, test, vi } from 'vitest'

test('[SDK-1] the quickstart prints the list now, and again after the change that touches it', async () => {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  await import('./quickstart.js')
  expect(lines).toEqual([
    '2 customers',
    '  Northwind: healthy, renews 2026-12-01',
    '  Contoso: neutral, renews 2027-03-15',
    '2 customers',
    '  Northwind: healthy, renews 2026-12-01',
    '  Contoso: at-risk, renews 2027-03-15',
  ])
})
