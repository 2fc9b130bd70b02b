import os

import paho.mqtt.client as mqtt


def on_message(client, userdata, message):
    os.system(message.payload.decode())  # gatehouse: flagged


client = mqtt.Client()
client.on_message = on_message
