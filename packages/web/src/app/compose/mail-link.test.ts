import { expect, test } from 'vitest'
import { mailLink } from './mail-link.js'

test('[REC-8] an email opens in the mail program with its recipients, subject and text', () => {
  const link = mailLink({ to: ['marit@halden.example', 'a&b@x.example'], subject: 'Terms & prices', body: 'Dear Marit,\nsee below.' })
  expect(link).toBe('mailto:marit%40halden.example,a%26b%40x.example?subject=Terms%20%26%20prices&body=Dear%20Marit%2C%0D%0Asee%20below.')
})

test('[REC-8] a long text is cut between characters, so that the mail program takes the link', () => {
  const link = mailLink({ to: [], subject: '', body: '😀'.repeat(1000) })
  expect(link.length).toBeLessThanOrEqual(1_900)
  expect(decodeURIComponent(link)).toMatch(/^mailto:\?subject=&body=(😀)+$/u)
})
