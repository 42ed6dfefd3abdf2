import { feed as feedBlock } from '@tenure/core/block'
import { ContactActivity } from '@tenure/core/contract'
import { definePlugin, defineTab } from '@tenure/core/plugin'
import { Feed, sequence } from './collection.js'
import { german } from './german.js'
import { sentences } from './sentences.js'
import { FeedSettings } from './settings.js'
import { activityWebhook, takeActivities, takeGrants } from './take.js'

const tab = defineTab({
  id: 'tenure.feed/feed',
  title: 'Feed',
  icon: 'feed',
  order: { group: 'customers', rank: 6 },
  block: feedBlock(Feed, {
    title: 'Activities',
    at: 'at',
    text: 'title',
    who: { type: 'contact', id: 'contact.id', name: 'contact.name' },
    kind: 'kind',
    sentences,
    about: [
      { type: 'email', id: 'email.id' },
      { type: 'meeting', id: 'meeting.id' },
      { type: 'ticket', id: 'ticket.id' },
      { type: 'deal', id: 'deal.id' },
      { type: 'service', id: 'service.id' },
    ],
    parts: { times: 'times', duration: 'durationMs', score: 'score', when: 'meeting.at' },
    quote: 'body',
    company: {
      type: 'company',
      id: 'company.id',
      name: 'company.name',
      score: 'company.healthScore',
      status: 'company.healthStatus',
    },
    quickFilters: [
      { property: ContactActivity.kind, label: 'Activity type' },
      { property: sequence, label: 'Sequence', known: ['Enrolled now', 'Not enrolled'] },
    ],
    removable: true,
  }),
})

/** The Feed tab: what contacts of a CSM's customers do, as it happens. */
export const feed = definePlugin({
  id: 'tenure.feed',
  version: '0.1.0',
  host: '1.0',
  grants: [Feed.grant, ...takeGrants],
  contributes: [Feed, FeedSettings, tab, takeActivities, activityWebhook, german],
})
