import { expect, test } from 'vitest'
import { ratioText } from './ratio-text.js'

test('[REV-6] 100 % is written only of a ratio that is exactly 1', () => {
  expect(['1', '1.000000', '0.999993', '1.000001', '0.9996', '0.914', '1.0421', '0'].map((ratio) => ratioText(ratio, 'en'))).toEqual([
    ...['100.0%', '100.0%', '99.9993%', '100.0001%', '99.96%', '91.4%', '104.2%', '0.0%'],
  ])
})
