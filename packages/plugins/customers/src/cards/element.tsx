// The default views on Summary, drawn by the page's React and parts.
import { Icon, LoadingLines, Message, registerElement, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { type Context, toTexts, type View } from './card-texts.js'
import { ChooseCards } from './choose-cards.js'

function ViewCards({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const [isChoosing, choose] = useState(false)
  const views = useLive(context.answer)?.value
  if (views === undefined) return <LoadingLines lines={2} />
  const cards = views.filter(({ place }) => place !== undefined)
  const mayChoose = !context.isReadOnly && views.some(({ may }) => may?.default === true)
  const button = (
    <button type="button" className="ib" aria-label={text('Choose cards')} title={text('Choose cards')} onClick={() => choose(true)}>
      <Icon name="gear" size={14} />
    </button>
  )
  return (
    <section className="sum-cards-row" aria-label={text('Customer views')}>
      {cards.length === 0 ? (
        <Message icon="list" title={text('No customer views here')} {...(mayChoose && { actions: button })}>
          {text('Default views of the Customers tab are shown here as cards.')}{' '}
          {mayChoose ? '' : text('Ask an administrator to choose some.')}
        </Message>
      ) : (
        <ul className="sum-cards">
          {cards.map((view) => (
            <li key={view.id}>
              <Card view={view} context={context} />
            </li>
          ))}
        </ul>
      )}
      {mayChoose && cards.length > 0 ? button : null}
      {isChoosing ? <ChooseCards views={views} context={context} close={() => choose(false)} /> : null}
    </section>
  )
}

function Card({ view, context }: { readonly view: View; readonly context: Context }): ReactNode {
  const text = useText()
  const { id, total } = view
  const { title, description } = toTexts(view, text)
  return (
    <a className="sum-card" {...context.link({ tab: 'tenure.customers/customers', view: id })}>
      <h3 className="cut" dir="auto">
        {title}
      </h3>
      {total === null ? (
        <span title={text('It needs configuration, or you may not see what it filters by.')}>
          <Icon name="lock" size={14} />
          <span className="sr">{text('No number')}</span>
        </span>
      ) : (
        <span className="fig">{context.formats.number(total)}</span>
      )}
      <p className="cut" dir="auto">
        {description}
      </p>
    </a>
  )
}

registerElement('tenure-customers-view-cards', ViewCards)
