// A photo as the camera meant it: the turn it noted beside the picture is carried out here, because the server keeps nothing of
// a file but the picture. Smaller at the same time, so that less is sent.

const side_most = 2000
const quality = 0.9

/** The photo turned upright, as JPEG; the file itself where this browser cannot read it. */
export async function upright(file: File): Promise<File> {
  if (typeof createImageBitmap !== 'function') return file
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, side_most / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
    return blob ? new File([blob], file.name, { type: 'image/jpeg', lastModified: file.lastModified }) : file
  } catch {
    // Not a picture that this browser knows: the server says what is wrong with it.
    return file
  }
}
