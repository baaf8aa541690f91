import { accessNeeds } from '../../manage/access-plan.ts'
import { type RoleSubject, rolesFor } from '../../manage/access-role.ts'
import { ProblemError } from '../../model/problem.ts'
import type { Command, CommandInput } from '../command.ts'
import { namespaceOption } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { formatOf } from '../format-option.ts'
import { gatherPlan, type PlanningPorts } from '../gather-plan.ts'
import { planOptions, planRequest, tellProblems } from '../plan-options.ts'
import { inNamespace } from '../planning-namespace.ts'
import { objectsAsYaml } from '../yaml-output.ts'

/** `bodywork rbac`: the smallest role that suffices for this configuration. */
export function rbacCommand(ports: PlanningPorts): Command {
  return {
    name: 'rbac',
    summary: 'print the smallest role that may deploy this configuration',
    description:
      'A Role in the namespace and its binding; with --create-namespace a ClusterRole, for a Role cannot be in a namespace that is not there yet. Nothing is sent.',
    positionals: [],
    options: [
      ...planOptions,
      namespaceOption,
      { name: 'user', kind: 'text', value: 'NAME', summary: 'bind it to this user' },
      { name: 'group', kind: 'text', value: 'NAME', summary: 'bind it to this group' },
      {
        name: 'serviceaccount',
        kind: 'text',
        value: 'NAMESPACE:NAME',
        summary: 'bind it to this service account; without NAMESPACE the one of the pipeline',
      },
      { name: 'name', kind: 'text', value: 'NAME', summary: 'name of the role', default: 'bodywork-deploy' },
      { name: 'create-namespace', kind: 'flag', summary: 'the namespace is not there yet' },
      { name: 'full', kind: 'flag', summary: 'with what makes reports richer but is not needed' },
      formatOf(['yaml', 'json']),
    ],
    examples: [
      'bodywork rbac --group deployers | kubectl apply -f -',
      'bodywork rbac --serviceaccount ci:deployer --create-namespace',
    ],
    run: async (input, io) => {
      const loaded = await gatherPlan(planRequest(input, io), inNamespace(ports, input.text('namespace')))
      await tellProblems(loaded.problems, io)
      if (!loaded.ok) return exitCodes.wrongInput
      const createsNamespace = input.flag('create-namespace') === true
      const subject = subjectOf(input, loaded.value.pipeline.namespace)
      const needs = accessNeeds(loaded.value, { createsNamespace })
      const wanted = needs.filter(({ isOptional }) => input.flag('full') === true || !isOptional)
      const roles = rolesFor(wanted, { name: input.text('name') ?? 'bodywork-deploy', subject, createsNamespace })
      const list = { apiVersion: 'v1', kind: 'List', items: roles }
      io.stdout(input.text('format') === 'json' ? `${JSON.stringify(list, null, 2)}\n` : objectsAsYaml(roles))
      return exitCodes.done
    },
  }
}

function subjectOf(input: CommandInput, namespace: string): RoleSubject {
  const [user, group, account] = ['user', 'group', 'serviceaccount'].map((name) => input.text(name))
  const given = [user, group, account].filter((value) => value !== undefined)
  if (given.length !== 1) throw wrongSubject(given.length)
  if (user !== undefined) return { kind: 'User', name: user }
  if (group !== undefined) return { kind: 'Group', name: group }
  const [name = '', home = namespace] = (account ?? '').split(':').reverse()
  return { kind: 'ServiceAccount', name, namespace: home }
}

function wrongSubject(count: number): ProblemError {
  return new ProblemError('user', [
    {
      severity: 'error',
      code: 'input/arguments',
      message: count === 0 ? 'nobody is named to whom the role is given' : 'the role can be given to one subject only',
      hint: 'Give one of --user, --group and --serviceaccount; "bodywork check" says as whom the cluster knows you.',
    },
  ])
}
