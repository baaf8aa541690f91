import type { DeployedService } from '../manage/services.ts'
import { shortCommit } from '../plan/labels.ts'
import { ageText } from '../report/age-text.ts'
import { type Column, fieldsText } from '../report/table.ts'

/** Columns of a list of services. */
export function serviceColumns(now: number): readonly Column<DeployedService>[] {
  return [
    { head: 'NAMESPACE', cell: ({ namespace }) => namespace },
    { head: 'PIPELINE', cell: ({ pipeline }) => pipeline },
    { head: 'SERVICE', cell: ({ name }) => name },
    { head: 'READY', cell: ({ ready, wanted }) => `${ready}/${wanted}` },
    { head: 'HEALTH', cell: ({ health }) => health },
    { head: 'COMMIT', cell: ({ commit }) => shortCommit(commit ?? '') },
    { head: 'BRANCH', cell: ({ branch }) => branch ?? '' },
    { head: 'AGE', cell: ({ createdAt }) => (createdAt === undefined ? '' : ageText(now - Date.parse(createdAt))) },
    { head: 'URL', cell: ({ address, url }) => address ?? url ?? '' },
    { head: 'INGRESS', cell: ({ ingress }) => ingress ?? '', isWide: true },
    { head: 'REPOSITORY', cell: ({ repository }) => repository ?? '', isWide: true },
    { head: 'MADE-BY', cell: ({ madeBy }) => madeBy.replace(' ', '-'), isWide: true },
  ]
}

/** One service in full. */
export function serviceDetail(service: DeployedService): string {
  const { ready, wanted, health, reason } = service
  return fieldsText([
    ['pipeline', service.pipeline],
    ['service', service.name],
    ['stage', service.stage],
    ['namespace', service.namespace],
    ['health', reason === undefined ? health : `${health}: ${reason}`],
    ['replicas', `${ready} of ${wanted} ready`],
    ['url', service.url ?? ''],
    ['address', service.address ?? ''],
    ['port', service.port === undefined ? '' : String(service.port)],
    ['ingress', service.ingress ?? ''],
    ['proxy path', service.proxy ?? ''],
    ['repository', service.repository ?? ''],
    ['branch', service.branch ?? ''],
    ['commit', service.commit ?? ''],
    ['deployed by', [service.actor, service.link].filter((part) => part !== undefined).join(' ')],
    ['made by', service.madeBy],
    ['created', service.createdAt ?? ''],
  ])
}
