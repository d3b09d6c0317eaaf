/** A promise → one that tells when somebody looks at it. */

/**
 * @param onLook Called when somebody awaits the promise or asks for its outcome.
 * @returns What stands for the promise. A rejection that nobody looks at does not end the process.
 */
export function watchPromise<T>(work: Promise<T>, onLook: () => void): Promise<T> {
  work.catch(() => {})
  return {
    // oxlint-disable-next-line unicorn/no-thenable
    then(onFulfilled, onRejected) {
      onLook()
      return work.then(onFulfilled, onRejected)
    },
    catch(onRejected) {
      onLook()
      return work.catch(onRejected)
    },
    finally(onFinally) {
      onLook()
      return work.finally(onFinally)
    },
    [Symbol.toStringTag]: 'Promise',
  }
}
