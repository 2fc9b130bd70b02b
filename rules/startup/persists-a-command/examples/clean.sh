#!/bin/sh
cat > run.sh <<'EOF'
#!/bin/sh
exec node dist/main.js
EOF
