// The page *Your links*, drawn by the page's React and parts.
import { AdminSheet, Failed, LoadingLines, Message, registerElement, useLive, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { KindCard } from './kind-card.js'
import type { Context } from './shown-link.js'

function LinksPage({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const frame = useLive(context.answer)
  const answer = frame?.value
  return (
    <AdminSheet
      title={text('Your links')}
      foot={text(
        'Anyone who has one of these links or secrets needs no sign-in: a link shows what you may see at that moment, and a webhook does what you may do.',
      )}
    >
      {answer === undefined ? (
        frame?.state === 'stale' ? (
          <Failed what={text('Your links')} problem={frame.problem} />
        ) : (
          <LoadingLines lines={4} />
        )
      ) : answer.kinds.length === 0 ? (
        <Message icon="plug" title={text('There is nothing to give a link to')}>
          {text('Plugins say what can be opened without signing in. None of them does.')}
        </Message>
      ) : (
        <div className="link-kinds">
          {answer.kinds.map((kind) => (
            <KindCard key={kind.kind} kind={kind} links={answer.links.filter((link) => link.kind === kind.kind)} context={context} />
          ))}
        </div>
      )}
    </AdminSheet>
  )
}

registerElement('tenure-administration-links', LinksPage)
