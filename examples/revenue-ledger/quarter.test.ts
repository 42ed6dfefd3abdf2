import { expect, test, vi } from 'vitest'

test('[BEY-10] [REV-6] the example prints a quarter that closes, and what was learnt after it', async () => {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  await import('./quarter.js')
  expect(lines).toEqual([
    '2200.00 + 1080.00 + 0.00 − 100.00 − 0.00 = 3180.00',
    'GRR 0.954545, NRR 0.954545',
    'Known today: churn 1200.00, GRR 0.409091',
  ])
})
