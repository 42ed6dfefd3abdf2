import { expect, test } from 'vitest'
import { createKernelPort } from './kernel-events.js'

const fact = { plugin: 'acme.x', contribution: 'acme.x/p', cause: 'x' }

test('[SDK-5] facts reach those who listen for them, in turn, until they stop or the port closes', () => {
  const port = createKernelPort(() => undefined)
  const heard: string[] = []
  const first = port.on('fault', ({ contribution }) => heard.push(`1 ${contribution}`))
  const both = ({ plugin }: { readonly plugin: string }) => heard.push(`2 ${plugin}`)
  const second = port.on('fault', both)
  port.on('fault', both)
  port.on('breaker', () => heard.push('breaker'))
  port.emit('fault', fact)
  first[Symbol.dispose]()
  second[Symbol.dispose]()
  port.emit('fault', fact)
  expect(heard).toEqual(['1 acme.x/p', '2 acme.x', '2 acme.x', '2 acme.x'])
  port.close()
  port.emit('fault', fact)
  expect(heard).toHaveLength(4)
})

test('[SDK-5] a listener that throws or rejects is reported, and the others hear the fact all the same', async () => {
  const reported: unknown[] = []
  const port = createKernelPort((error) => reported.push(error))
  const heard: unknown[] = []
  port.on('fault', () => {
    throw new Error('thrown')
  })
  port.on('fault', () => Promise.reject(new Error('rejected')))
  port.on('fault', (given) => heard.push(given))
  port.emit('fault', fact)
  await Promise.resolve().then(() => undefined)
  expect([heard, reported]).toEqual([[fact], [new Error('thrown'), new Error('rejected')]])
})
