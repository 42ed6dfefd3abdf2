import { Calendar } from '../calendar/calendar-block.js'
import { Chart } from '../chart/chart-block.js'
import { Overview } from '../overview/overview.js'
import { Cards } from './cards-block.js'
import { Custom } from './custom-block.js'
import { Detail } from './detail-block.js'
import { Feed } from './feed-block.js'
import { Form } from './form-block.js'
import { Grid, Stack } from './layout-block.js'
import { Metric } from './metric-block.js'
import type { Renderers } from './renderer.js'
import { Slot } from './slot-block.js'
import { Table } from './table-block.js'

/** What draws each kind of block. */
export const renderers: Renderers = {
  table: Table,
  feed: Feed,
  metric: Metric,
  calendar: Calendar,
  chart: Chart,
  detail: Detail,
  form: Form,
  cards: Cards,
  stack: Stack,
  grid: Grid,
  slot: Slot,
  overview: Overview,
  custom: Custom,
}
