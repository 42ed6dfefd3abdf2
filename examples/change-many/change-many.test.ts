import { expect, test, vi } from 'vitest'

test('[BEY-5] [REC-4] [SDK-7] the example hands customers over, takes it back as one, and merges two of them', async () => {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  await import('./change-many.js')
  expect(lines).toEqual([
    '200 of 450 so far',
    'Anna has 0 customers',
    '450 taken back, 0 kept, 0 left; Anna has 450 customers',
    'Customer 2 becomes part of Customer 1',
    'c2 is now Customer 1',
  ])
})
