"""What passes between an LDAP client and a server: read, recorded, and disturbed."""
