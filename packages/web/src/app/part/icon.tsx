import type { IconName } from '@tenure/core/block'
import {
  Activity,
  Archive,
  ArchiveRestore,
  ArrowDown,
  ArrowUp,
  Bell,
  Building2,
  Calendar,
  Check,
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  ChevronUp,
  Circle,
  CircleCheck,
  CircleDollarSign,
  Clock,
  Columns3,
  Ellipsis,
  ExternalLink,
  Eye,
  File,
  FileText,
  Funnel,
  History,
  House,
  LayoutDashboard,
  Link,
  List,
  Lock,
  type LucideIcon,
  Mail,
  Menu,
  Merge,
  MessageSquare,
  Minus,
  MousePointer2,
  Pencil,
  Phone,
  Plug,
  Plus,
  Puzzle,
  RefreshCw,
  Rss,
  Search,
  Settings,
  Sparkle,
  Star,
  Ticket,
  TrendingUp,
  TriangleAlert,
  Unplug,
  User,
  Users,
  Wrench,
  X,
} from 'lucide-react'
import type { ReactNode } from 'react'

/** The set that contributions name an icon from; one meaning per icon across all tabs. */
const named: Readonly<Record<IconName, LucideIcon>> = {
  activity: Activity,
  alert: TriangleAlert,
  bell: Bell,
  building: Building2,
  calendar: Calendar,
  clock: Clock,
  company: Building2,
  contact: User,
  cursor: MousePointer2,
  dashboard: LayoutDashboard,
  deal: CircleDollarSign,
  email: Mail,
  eye: Eye,
  file: File,
  filter: Funnel,
  feed: Rss,
  gear: Settings,
  history: History,
  home: House,
  list: List,
  lock: Lock,
  mail: Mail,
  meeting: Calendar,
  message: MessageSquare,
  money: CircleDollarSign,
  note: FileText,
  phone: Phone,
  call: Phone,
  plug: Plug,
  puzzle: Puzzle,
  refresh: RefreshCw,
  search: Search,
  service: Wrench,
  settings: Settings,
  spark: Sparkle,
  star: Star,
  task: CircleCheck,
  team: Users,
  ticket: Ticket,
  trend: TrendingUp,
  user: User,
  users: Users,
}
/** What the page itself needs besides. */
const own = {
  archive: Archive,
  restore: ArchiveRestore,
  'arrow-down': ArrowDown,
  'arrow-up': ArrowUp,
  check: Check,
  circle: Circle,
  'chevron-down': ChevronDown,
  'chevron-left': ChevronLeft,
  'chevron-right': ChevronRight,
  'chevron-up': ChevronUp,
  columns: Columns3,
  dots: Ellipsis,
  edit: Pencil,
  external: ExternalLink,
  link: Link,
  plus: Plus,
  menu: Menu,
  merge: Merge,
  minus: Minus,
  unplug: Unplug,
  x: X,
}
const icons: Readonly<Record<string, LucideIcon>> = { ...named, ...own }

/**
 * An icon by its name, or one that only a part of the page brings along. A name that is not in the set gives the fallback: a plugin's choice
 * never leaves a hole.
 */
export function Icon({
  name,
  size = 16,
  fallback = 'puzzle',
}: {
  readonly name: string | LucideIcon
  readonly size?: 12 | 14 | 16 | 20 | 24
  readonly fallback?: string
}): ReactNode {
  const Drawn = typeof name === 'string' ? (icons[name] ?? icons[fallback] ?? Puzzle) : name
  return <Drawn className="i" size={size} strokeWidth={size === 24 ? 1.25 : 1.5} absoluteStrokeWidth aria-hidden="true" />
}

/** Whether the set has an icon of that name. */
export function hasIcon(name: string): boolean {
  return Object.hasOwn(icons, name)
}
