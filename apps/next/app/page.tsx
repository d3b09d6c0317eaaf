import { Decision } from './parts/decision'

export default function Start() {
  return (
    <>
      <h1>Everybody may read this</h1>
      <p className="lead">
        This page is public. <a href="/dashboard">The dashboard</a> and <a href="/forum">the forum</a> need a session,{' '}
        <a href="/admin">the admin page</a> a permission. To anybody else they do not exist.
      </p>
      <Decision />
    </>
  )
}
