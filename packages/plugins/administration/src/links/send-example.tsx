import { Button, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { useCopy } from './use-copy.js'

interface SendExampleProps {
  /** A body as JSON text. */
  readonly example: string
  /** Where it is sent; without it, a place for the address. */
  readonly address?: string
}

/** How to send a delivery: a sentence, and a program of Node without anything installed. */
export function SendExample({ example, address = 'https://…/api/hooks/…' }: SendExampleProps): ReactNode {
  const text = useText()
  const copy = useCopy()
  const code = programOf(example, address)
  return (
    <div className="link-send">
      <p className="small t2">
        {text(
          'Any library of Standard Webhooks can send, and so can this program. Sending again under the same id is safe: each is taken once.',
        )}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <section tabIndex={0} aria-label={text('A program that sends')}>
        <pre>
          <code>{code}</code>
        </pre>
      </section>
      <Button onPress={() => void copy(code, text('The program is copied'))}>{text('Copy program')}</Button>
    </div>
  )
}

function programOf(example: string, address: string): string {
  return `import { createHmac, randomUUID } from 'node:crypto'

const address = '${address}'
const secret = process.env.WEBHOOK_SECRET // whsec_…
const body = JSON.stringify(${example})

const id = randomUUID()
const time = String(Math.floor(Date.now() / 1000))
const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
const signature = createHmac('sha256', key).update(\`\${id}.\${time}.\${body}\`).digest('base64')
const answer = await fetch(address, {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': \`v1,\${signature}\`,
  },
  body,
})
if (!answer.ok) throw new Error(await answer.text())
`
}
