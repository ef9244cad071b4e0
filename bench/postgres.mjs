// A PostgreSQL 15 of our own that keeps what it acknowledges; gone at the end. It is reached by a socket in its folder.
import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const bin = '/usr/lib/postgresql/15/bin'

// PostgreSQL refuses to run as root; the package brings the user it wants.
function run(command, args, folder) {
  const isRoot = process.getuid() === 0
  execFileSync(isRoot ? 'runuser' : command, isRoot ? ['-u', 'postgres', '--', command, ...args] : args, { cwd: folder, stdio: 'ignore' })
}

export function startPostgres() {
  const folder = path.join(os.tmpdir(), `unionhall-bench-postgres.${process.pid}`)
  mkdirSync(folder)
  if (process.getuid() === 0) {
    const id = (flag) => Number(execFileSync('id', [flag, 'postgres']))
    chownSync(folder, id('-u'), id('-g'))
  }
  const port = String(20000 + (process.pid % 20000))
  run(`${bin}/initdb`, ['-D', `${folder}/data`, '-U', 'unionhall', '--auth=trust', '--locale=C', '--encoding=UTF8'], folder)
  run(`${bin}/pg_ctl`, ['-D', `${folder}/data`, '-l', `${folder}/server.log`, '-w', '-t', '30', '-o', `-p ${port} -k ${folder} -c listen_addresses= -c shared_buffers=512MB`, 'start'], folder)
  run(`${bin}/createdb`, ['-h', folder, '-p', port, '-U', 'unionhall', 'unionhall'], folder)
  return {
    address: `host=${folder} port=${port} user=unionhall dbname=unionhall`,
    stop() {
      run(`${bin}/pg_ctl`, ['-D', `${folder}/data`, '-m', 'fast', 'stop'], folder)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
