/** A page that says hello through a socket, shows the answer, and opens the socket again when it was closed. */
export const page = `<!doctype html>
<p id="answer">Connecting</p>
<script>
  const answer = document.getElementById('answer')

  function openSocket() {
    const socket = new WebSocket('/socket')
    socket.onopen = () => socket.send('hello')
    socket.onmessage = ({ data }) => (answer.textContent = data)
    socket.onclose = async ({ code }) => {
      if (code !== 4401) return
      // The answer to any request brings a new session token, as a cookie.
      await fetch('/')
      openSocket()
    }
  }

  openSocket()
</script>`
