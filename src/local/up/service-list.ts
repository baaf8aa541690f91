import { isMap, listAt, numberAt, textAt } from '../api/json.ts'
import type { ServiceEntry } from '../node/process/hosts-file.ts'
import { readJson } from './private-file.ts'
import type { StateFolder } from './state-folder.ts'

/** Where the services of a local cluster are reached on this machine. */
export function serviceList(folder: StateFolder): readonly ServiceEntry[] {
  return listAt(readJson(folder.hosts), 'services').flatMap((entry) =>
    isMap(entry)
      ? {
          name: textAt(entry, 'name'),
          namespace: textAt(entry, 'namespace'),
          servicePort: numberAt(entry, 'servicePort') ?? 0,
          host: textAt(entry, 'host'),
          port: numberAt(entry, 'port') ?? 0,
        }
      : [],
  )
}
