export {
  completeContract,
  dueTasks,
  type TaskRow,
  taskColumns,
  taskGroups,
  taskList,
  tasksContract,
  taskTotals,
  taskViews,
} from './contract.js'
