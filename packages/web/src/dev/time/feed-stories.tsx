import type { Row } from '../../app/data/named.js'
import { FeedItem } from '../../app/feed/feed-item.js'
import type { ListedFeed } from '../../app/feed/listed-feed.js'
import '../../app/styles/feed.css'
import { Answering } from '../story/answering.js'
import { names } from '../story/sample-rows.js'
import { type Story, story } from '../story/story.js'

const block: ListedFeed = {
  ...{ kind: 'feed', provider: 'story/list', at: 'at', text: 'title' },
  list: {
    table: { kind: 'table', provider: 'story/list', columns: [], rowActions: [] },
    who: { type: 'contact', id: 'contact.id', name: 'contact.name' },
    kind: 'kind',
    sentences: {
      replied: { label: 'replied to {thing}', icon: 'mail' },
      opened: { label: 'opened {thing}[ {times} times]', icon: 'eye' },
      called: { label: 'called[, {duration}]', icon: 'phone' },
      other: { label: '{thing}', icon: 'activity' },
    },
    about: [{ type: 'email', id: 'email.id' }],
    parts: { times: 'times', duration: 'durationMs' },
    quote: 'body',
    company: { type: 'company', id: 'company.id', name: 'company.name', score: 'score', status: 'status' },
    removable: true,
  },
}
const at = Date.UTC(2026, 10, 23, 15, 33)
const row = (id: string, more: Partial<Row>): Row => ({
  ...{ id, kind: 'replied', title: 'Training dates', at, 'contact.id': 'c', 'contact.name': 'Nicolas Moreau' },
  ...{ 'company.id': 'k', 'company.name': 'Beaurive Médical SAS', score: 97, status: 'healthy' },
  ...more,
})
const long = names.long[0]?.name ?? ''
const items = (...rows: readonly Row[]) => (
  <Answering answers={{}}>
    <div className="feed">
      <ul>
        {rows.map((each) => (
          <FeedItem key={each.id} block={block} row={each} page={0} isOpen={each.id === 'open'} />
        ))}
      </ul>
    </div>
  </Answering>
)

/** An activity of a feed that lists contacts of customers. */
export const feedItemStory: Story = story('Feed item', {
  full: items(
    row('reply', { body: 'Thursday at four works for all of us.', 'email.id': 'e' }),
    row('times', { kind: 'opened', times: 3, score: 34, status: 'at-risk' }),
    row('call', { kind: 'called', durationMs: 660_000, score: null, status: null }),
  ),
  open: items(row('open', {})),
  'of-nobody': items(row('alone', { kind: 'new-kind', 'contact.name': null, 'company.name': null, score: null, status: null })),
  'long-names': items(row('long', { title: long, body: long, 'contact.name': long, 'company.name': long })),
  'right-to-left': items(row('rtl', { title: names.rightToLeft[0]?.name ?? '', 'contact.name': names.rightToLeft[0]?.name ?? '' })),
})
