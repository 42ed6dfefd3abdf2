/** The icons that a contribution can name; one meaning per icon across all tabs. */
export const iconNames = [
  'activity',
  'alert',
  'bell',
  'building',
  'calendar',
  'call',
  'clock',
  'company',
  'contact',
  'cursor',
  'dashboard',
  'deal',
  'email',
  'eye',
  'feed',
  'file',
  'filter',
  'gear',
  'history',
  'home',
  'list',
  'lock',
  'mail',
  'meeting',
  'message',
  'money',
  'note',
  'phone',
  'plug',
  'puzzle',
  'refresh',
  'search',
  'service',
  'settings',
  'spark',
  'star',
  'task',
  'team',
  'ticket',
  'trend',
  'user',
  'users',
] as const
/** The name of an icon that every page can draw. */
export type IconName = (typeof iconNames)[number]

/** Whether the page can draw an icon of that name. */
export function isIconName(name: unknown): name is IconName {
  return (iconNames as readonly unknown[]).includes(name)
}
