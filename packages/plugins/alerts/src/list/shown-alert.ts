import type { z } from 'zod'
import type { activeAlerts } from '../contract.js'

/** An alert as the list shows it. */
export type ShownAlert = z.output<typeof activeAlerts.output>['alerts'][number]
