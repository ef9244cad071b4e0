// A house to break: a fresh demonstration on a disk of our own, a server in front of it, a ledger of all that was asked.
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { check, settle } from './checks.mjs'
import { Control, beginShadow, cutPower } from './control.mjs'
import { Server, inspect } from './server.mjs'
import { Ledger, Work, meet } from './work.mjs'

const cycles_of_a_house = 12 // then a new one: the whole ledger is compared after every cycle
const work_ms_min = 120, work_ms_more = 500
const first_work_ms_max = 5000

export class House {
  /** `libraries`: what is preloaded, of "disk", "memory" and "clock". `hasShadow`: a crash is a power cut. */
  constructor(bench, kind, { libraries = [], hasShadow = false, demonstration = bench.demonstration } = {}) {
    Object.assign(this, { bench, kind, hasShadow, demonstration, random: bench.random, cycles: 0, cut: 0 })
    this.folder = path.join(bench.folder, kind)
    this.data = path.join(this.folder, 'data')
    this.program = bench.program
    this.integrity = bench.integrity
    this.running = bench.running
    mkdirSync(this.folder, { recursive: true })
    this.control = new Control(path.join(this.folder, 'control'))
    this.control.set({ seed: Math.floor(this.random() * 1e9) + 1 })
    this.env = { FAULTS_CONTROL: this.control.file, FAULTS_DISK: this.data }
    if (libraries.length) this.env.LD_PRELOAD = libraries.map((name) => bench.library(name)).join(':')
    if (hasShadow) this.env.FAULTS_SHADOW = path.join(this.folder, 'shadow')
  }

  /** A server is up, and the house is not too full of earlier cycles. */
  async ready() {
    if (this.server?.isAlive && this.cycles++ < cycles_of_a_house) return
    if (this.server?.isAlive) await this.close()
    this.cycles = 0
    this.renew()
    await this.start()
    this.ledger = new Ledger(await meet(this.server))
  }
  renew() {
    rmSync(this.data, { recursive: true, force: true })
    cpSync(this.demonstration, this.data, { recursive: true })
  }
  async start() {
    this.control.calm()
    if (this.hasShadow) beginShadow(this.data, this.env.FAULTS_SHADOW)
    this.server = await Server.start(this, this.env)
  }

  /** Everybody begins to work. */
  work(options) {
    this.first = this.ledger.entries.length
    this.hasWorked = true
    return new Work(this.server, this.ledger, this.random, options)
  }
  async someTime(share = 1) {
    const began = performance.now()
    await sleep((work_ms_min + this.random() * work_ms_more) * share)
    // On a slow machine a house would end before anything was brought, committed and undone in it.
    while (this.server.isAlive && !this.ledger.hasUndone && performance.now() - began < first_work_ms_max) await sleep(5)
  }

  /** The process dies at once; with a shadow the power goes too. `meanwhile` runs while
   *  nothing does. Then the data folder is looked at, and comes back. */
  async crash(work, meanwhile) {
    if (work) work.isCrashing = true
    await this.server.kill()
    await work?.end()
    if (this.hasShadow) this.cut += cutPower(this.data, this.env.FAULTS_SHADOW, this.random)
    meanwhile?.()
    inspect(this)
    await this.start()
  }
  /** What is wrong after the server came back; [] is what we want. */
  async examine(options) {
    this.retried = await settle(this.server, this.ledger)
    return check(this.server, this.ledger, this.first, options)
  }
  /** The server ends as it should, and the house is whole. */
  async close() {
    this.control.calm()
    const how = await this.server.stop()
    if (how !== 0) throw new Error(`the server ended with ${how} when told to end`)
    inspect(this)
  }
  drop() {
    this.control.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
