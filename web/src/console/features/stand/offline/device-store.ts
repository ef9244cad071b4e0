// What the device keeps while there is no network: each value locked with a key of this device.
import { lock, newDeviceKey, unlock, type Bytes } from '../../../../shared/lock'
import { openShelf, type Shelf } from '../../../../shared/shelf'

const database = 'unionhall-stand'
export const openStandShelf = (): Promise<Shelf> => openShelf(database)

const keyName = 'key'

/** The shelf behind a lock. The key is made on first use and goes with everything else when the device is wiped. */
export class DeviceStore {
  private constructor(
    private readonly shelf: Shelf,
    private readonly key: CryptoKey,
  ) {}

  static async open(shelf: Shelf): Promise<DeviceStore> {
    let key = (await shelf.get(keyName)) as CryptoKey | undefined
    if (!key) await shelf.put(keyName, (key = await newDeviceKey()))
    return new DeviceStore(shelf, key)
  }
  async names(beginning: string): Promise<string[]> {
    return (await this.shelf.names()).filter((name) => name.startsWith(beginning))
  }
  async get<T>(name: string): Promise<T | undefined> {
    const locked = (await this.shelf.get(name)) as Bytes | undefined
    return locked && unlock<T>(this.key, locked, name)
  }
  async put(name: string, value: unknown): Promise<void> {
    await this.shelf.put(name, await lock(this.key, value, name))
  }
  remove(name: string): Promise<void> {
    return this.shelf.remove(name)
  }
  /** Everything, the key too: what might be left on the disk opens no more. */
  wipe(): Promise<void> {
    return this.shelf.clear()
  }
}
